{{/* Generated: a copy of charts/ethereum-infrastructure/templates/shared/_annotations.tpl. Do not edit. */}}
{{/* Annotations of an object, where it has any; of a key that is in several maps, the first counts. Called with a list of maps. */}}
{{- define "ethereum.annotations" -}}
{{- $annotations := dict -}}
{{- range . }}{{ $annotations = merge $annotations (. | default dict) }}{{ end -}}
{{- with $annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
{{- end }}
{{- end }}
