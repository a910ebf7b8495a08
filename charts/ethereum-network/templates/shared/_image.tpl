{{/* Generated: a copy of charts/ethereum-infrastructure/templates/shared/_image.tpl. Do not edit. */}}
{{/*
Digest of an image: its own, else the one that files/images.yaml records of its repository and tag. Called with a dict of
`root`, which has that file as `recordedImages`, and `image`.
*/}}
{{- define "ethereum.recordedDigest" -}}
{{- .image.digest | default (get .root.recordedImages (printf "%s:%v" .image.repository .image.tag)) -}}
{{- end }}

{{/* An image by digest where one is given, else by tag. Called with `{repository, tag, digest}`. */}}
{{- define "ethereum.image" -}}
{{- if .digest -}}
{{ printf "%s:%s@%s" .repository .tag .digest | quote }}
{{- else -}}
{{ printf "%s:%s" .repository .tag | quote }}
{{- end -}}
{{- end }}
