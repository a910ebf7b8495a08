{{/*
The settings of an image with the digest that files/images.yaml records of its repository and tag, unless they have one
themselves. Called with a dict of `root` and `image`; JSON.
*/}}
{{- define "ethereum.recordedImage" -}}
{{- $digest := include "ethereum.recordedDigest" . -}}
{{- merge (dict "digest" $digest) .image | toJson -}}
{{- end }}
