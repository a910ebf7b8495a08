{{/* Settings of a Service. Called with those of the values. */}}
{{- define "ethereum.serviceSettings" -}}
type: {{ .type }}
{{- range $key := list "loadBalancerClass" "externalTrafficPolicy" "internalTrafficPolicy" "ipFamilyPolicy" "sessionAffinity" "trafficDistribution" }}
{{- with index $ $key }}
{{ $key }}: {{ . }}
{{- end }}
{{- end }}
{{- range $key := list "loadBalancerSourceRanges" "ipFamilies" }}
{{- with index $ $key }}
{{ $key }}: {{ toJson . }}
{{- end }}
{{- end }}
{{- end }}

{{/* Settings that the type of a Service does not have, one problem per line. Called with a dict of `field` and `service`. */}}
{{- define "ethereum.serviceProblems" -}}
{{- $service := .service -}}
{{- if and $service.externalTrafficPolicy (eq $service.type "ClusterIP") }}
- {{ .field }}.externalTrafficPolicy has no effect with {{ .field }}.type "ClusterIP". Remove it, or choose another type.
{{- end -}}
{{- range $key := list "loadBalancerClass" "loadBalancerSourceRanges" -}}
{{- if and (index $service $key) (ne $service.type "LoadBalancer") }}
- {{ $.field }}.{{ $key }} has no effect with {{ $.field }}.type {{ $service.type | quote }}. Remove it, or choose "LoadBalancer".
{{- end -}}
{{- end -}}
{{- if and (eq (len $service.ipFamilies) 2) (has $service.ipFamilyPolicy (list "" "SingleStack")) }}
- {{ .field }}.ipFamilies has two families, and {{ .field }}.ipFamilyPolicy is {{ $service.ipFamilyPolicy | default "SingleStack" | quote }}. Choose "PreferDualStack" or "RequireDualStack".
{{- end -}}
{{- end }}

{{/* Spec of an Ingress. Called with a dict of `settings` (of the values) and `service` (its name). */}}
{{- define "ethereum.ingressSpec" -}}
{{- with .settings.className }}
ingressClassName: {{ . | quote }}
{{- end }}
{{- with .settings.tls }}
tls:
  {{- toYaml . | nindent 2 }}
{{- end }}
rules:
  {{- range .settings.hosts }}
  - host: {{ .host | quote }}
    http:
      paths:
        {{- range .paths | default (list (dict "path" "/")) }}
        - path: {{ .path | quote }}
          pathType: {{ .pathType | default "Prefix" }}
          backend:
            service: { name: {{ $.service | quote }}, port: { name: {{ .port | default "rpc-http" }} } }
        {{- end }}
  {{- end }}
{{- end }}

{{/* A ServiceAccount that is not there, one problem per line. Called with a dict of `field` and `account` (of the values). */}}
{{- define "ethereum.accountProblems" -}}
{{- if not .account.create -}}
{{- if not .account.name }}
- {{ .field }}.name is missing: with {{ .field }}.create false, the pod would run as the ServiceAccount "default" of the namespace. Name one that exists.
{{- end -}}
{{- if .account.annotations }}
- {{ .field }}.annotations have no effect with {{ .field }}.create false. Set them on the ServiceAccount {{ .account.name | quote }}, or remove them.
{{- end -}}
{{- end -}}
{{- end }}
