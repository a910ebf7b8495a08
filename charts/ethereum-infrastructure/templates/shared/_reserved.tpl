{{/*
Labels and annotations of the values that the chart, Helm or Kubernetes sets (files/extensions/reserved.yaml), one problem per line. Called
with a dict of `root`, and `labels` and `annotations`: maps of a field of the values to what it holds.
*/}}
{{- define "ethereum.reservedProblems" -}}
{{- range $kind := list "annotations" "labels" -}}
{{- range $field, $keys := index $ $kind -}}
{{- if $keys -}}
{{- include "ethereum.reservedKeys" (dict "root" $.root "kind" $kind "field" $field "keys" $keys) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- range $field, $keys := .labels -}}
{{- if and $keys (not (has $field (list "commonLabels" "podLabels" "exposure.gateway.podLabels"))) -}}
{{- range $key := keys $keys | sortAlpha -}}
{{- if hasKey $.root.Values.commonLabels $key }}
- {{ $field }} has {{ $key | quote }}, which commonLabels has too. Remove one of them.
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end }}

{{/* Those of one field. Called with a dict of `root`, `kind` (labels or annotations), `field` and `keys`. */}}
{{- define "ethereum.reservedKeys" -}}
{{- $reserved := index (.root.Files.Get "files/extensions/reserved.yaml" | fromYaml) .kind -}}
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
