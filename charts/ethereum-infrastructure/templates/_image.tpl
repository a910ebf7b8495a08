{{/*
The settings of an image with the digest that files/images.yaml records of its repository and tag, unless they have one
themselves. Called with a dict of `root` and `image`; JSON.
*/}}
{{- define "ethereum.recordedImage" -}}
{{- $recorded := .root.Files.Get "files/images.yaml" | fromYaml -}}
{{- $digest := .image.digest | default (get $recorded (printf "%s:%v" .image.repository .image.tag)) -}}
{{- merge (dict "digest" $digest) .image | toJson -}}
{{- end }}

{{/* An image by digest where one is given, else by tag. Called with `{repository, tag, digest}`. */}}
{{- define "ethereum.image" -}}
{{- if .digest -}}
{{ printf "%s:%s@%s" .repository .tag .digest | quote }}
{{- else -}}
{{ printf "%s:%s" .repository .tag | quote }}
{{- end -}}
{{- end }}
