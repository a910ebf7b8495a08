{{/* Ports that the values add to the RPC Service. Called with a list of ServicePorts. */}}
{{- define "ethereum.extraServicePorts" -}}
{{- range . }}
- {{ merge (dict "targetPort" (.targetPort | default .name)) . | toJson }}
{{- end }}
{{- end }}

{{/* Host names of Ingress and HTTPRoute, which the clients must accept, as JSON. Called with a finished node or pool. */}}
{{- define "ethereum.routedHosts" -}}
{{- $hosts := list -}}
{{- if .ingress.enabled }}{{ range .ingress.hosts }}{{ $hosts = append $hosts .host }}{{ end }}{{ end -}}
{{- if .httpRoute.enabled }}{{ $hosts = concat $hosts .httpRoute.hostnames }}{{ end -}}
{{- $hosts | uniq | toJson -}}
{{- end }}
