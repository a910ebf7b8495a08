{{/* Why no nodes are deployed into the namespace of the release; empty where it is theirs. Called with the root context. */}}
{{- define "ethereum.reservedNamespace" -}}
{{- $reserved := .Files.Get "files/namespaces/reserved.yaml" | fromYaml -}}
{{- $reason := dig .Release.Namespace (dig .Release.Namespace "reason" "" $reserved.layers) $reserved.names -}}
{{- range $prefix, $why := $reserved.prefixes -}}
{{- if hasPrefix $prefix $.Release.Namespace }}{{ $reason = $reason | default $why }}{{ end -}}
{{- end -}}
{{- $reason -}}
{{- end }}
