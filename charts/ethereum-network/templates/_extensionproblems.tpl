{{/*
Extensions of the values that cannot work, one problem per line: each with its field, the reason and the fix. Called with the root context.
*/}}
{{- define "ethereum.extensionProblems" -}}
{{- $values := .Values -}}
{{- $gateway := .Values.exposure.gateway -}}
{{- $labels := dict
  "commonLabels" $values.commonLabels
  "exposure.gateway.podLabels" $gateway.podLabels
  "exposure.gateway.service.labels" $gateway.service.labels
  "monitoring.dashboards.labels" $values.monitoring.dashboards.labels
  "monitoring.rules.labels" $values.monitoring.rules.labels
  "monitoring.serviceMonitor.labels" $values.monitoring.serviceMonitor.labels -}}
{{- $annotations := dict
  "commonAnnotations" $values.commonAnnotations
  "exposure.gateway.httpRoute.annotations" $gateway.httpRoute.annotations
  "exposure.gateway.ingress.annotations" $gateway.ingress.annotations
  "exposure.gateway.podAnnotations" $gateway.podAnnotations
  "exposure.gateway.service.annotations" $gateway.service.annotations
  "exposure.gateway.serviceAccount.annotations" $gateway.serviceAccount.annotations
  "monitoring.serviceMonitor.annotations" $values.monitoring.serviceMonitor.annotations -}}
{{- include "ethereum.reservedProblems" (dict "root" . "labels" $labels "annotations" $annotations) -}}
{{- include "ethereum.objectProblems" . -}}
{{- include "ethereum.scrapeProblems" . -}}
{{- include "ethereum.serviceProblems" (dict "field" "exposure.gateway.service" "service" $gateway.service) -}}
{{- include "ethereum.accountProblems" (dict "field" "exposure.gateway.serviceAccount" "account" $gateway.serviceAccount) -}}
{{- $name := include "ethereum.gateway.name" .Values.network -}}
{{- if and $gateway.serviceAccount.name (ne $gateway.serviceAccount.name $name) (ne .Values.mesh.mode "none") (eq .Values.mesh.mtls "STRICT") }}
- exposure.gateway.serviceAccount.name {{ $gateway.serviceAccount.name | quote }} would keep the gateway from its nodes: in a mesh with mtls "STRICT" they admit the ServiceAccount {{ $name | quote }}. Remove it.
{{- end -}}
{{- if $gateway.ingress.enabled -}}
{{- if ne .Values.exposure.rpc "gateway" }}
- exposure.gateway.ingress.enabled is true, but there is no gateway with exposure.rpc {{ .Values.exposure.rpc | quote }}. Choose "gateway", or set it to false.
{{- end -}}
{{- if not $gateway.ingress.hosts }}
- exposure.gateway.ingress.hosts is missing: an Ingress without hosts would take all requests of its controller. Name at least one.
{{- end -}}
{{- range $i, $host := $gateway.ingress.hosts -}}
{{- range $j, $path := .paths -}}
{{- if ne (.port | default "rpc-http") "rpc-http" }}
- exposure.gateway.ingress.hosts[{{ $i }}].paths[{{ $j }}].port {{ .port | quote }} is not a port of the gateway. Remove it: the gateway has one, "rpc-http".
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end }}

{{/* Guards that values weaken: one line of the notes each. Called with the root context. */}}
{{- define "ethereum.weakenedGuards" -}}
{{- include "ethereum.weakened.policies" . -}}
{{- include "ethereum.weakened.objects" . -}}
{{- with .gateway -}}
{{- if .serviceAccount.automount }}
Weakened: exposure.gateway.serviceAccount.automount gives the gateway a token of the API server.
{{- end -}}
{{- if ne .service.type "ClusterIP" }}
Mind: exposure.gateway.service.type {{ .service.type }} offers the gateway to callers outside of the cluster, without TLS: exposure.gateway.rateLimit applies to each address.
{{- end -}}
{{- end -}}
{{- end }}
