{{/* An image by digest where one is given, else by tag. Called with `{repository, tag, digest}`. */}}
{{- define "ethereum.image" -}}
{{- if .digest -}}
{{ printf "%s:%s@%s" .repository .tag .digest | quote }}
{{- else -}}
{{ printf "%s:%s" .repository .tag | quote }}
{{- end -}}
{{- end }}
