{{/* Labels and annotations that the values cannot set, one problem per line. Called with the root context. */}}
{{- define "ethereum.extensions.metadataProblems" -}}
{{- $values := .Values -}}
{{- $labels := dict
  "commonLabels" $values.commonLabels
  "podLabels" $values.podLabels
  "service.labels" $values.service.labels
  "monitoring.serviceMonitor.labels" $values.monitoring.serviceMonitor.labels -}}
{{- $annotations := dict
  "commonAnnotations" $values.commonAnnotations
  "httpRoute.annotations" $values.httpRoute.annotations
  "ingress.annotations" $values.ingress.annotations
  "monitoring.serviceMonitor.annotations" $values.monitoring.serviceMonitor.annotations
  "podAnnotations" $values.podAnnotations
  "service.annotations" $values.service.annotations
  "serviceAccount.annotations" $values.serviceAccount.annotations -}}
{{- range $kind, $fields := dict "labels" $labels "annotations" $annotations -}}
{{- range $field, $keys := $fields -}}
{{- if $keys -}}
{{- include "ethereum.extensions.reservedKeys" (dict "root" $ "kind" $kind "field" $field "keys" $keys) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- range $field := list "service.labels" "monitoring.serviceMonitor.labels" -}}
{{- range $key := keys (index $labels $field) | sortAlpha -}}
{{- if hasKey $values.commonLabels $key }}
- {{ $field }} has {{ $key | quote }}, which commonLabels has too. Remove one of them.
{{- end -}}
{{- end -}}
{{- end -}}
{{- end }}

{{/* Keys that the chart, Helm or Kubernetes sets. Called with a dict of `root`, `kind` (labels or annotations), `field` and `keys`. */}}
{{- define "ethereum.extensions.reservedKeys" -}}
{{- $reserved := index (include "ethereum.facts" (dict "root" .root "kind" "extensions" "name" "reserved") | fromJson) .kind -}}
{{- range $key := keys .keys | sortAlpha -}}
{{- $reason := get $reserved.keys $key -}}
{{- range $prefix, $why := $reserved.prefixes -}}
{{- if hasPrefix $prefix $key }}{{ $reason = $why }}{{ end -}}
{{- end -}}
{{- with $reason }}
- {{ $.field }} has {{ $key | quote }}, which is reserved: {{ . }}. Remove it.
{{- end -}}
{{- end -}}
{{- end }}
