{{- define "registry.labels" -}}
{{ include "registry.selector" . }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/part-of: nodeyard
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{- define "registry.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{/* Reference of an image, with the digest that files/images.yaml records of it. Expects: root, repository, tag, digest. */}}
{{- define "registry.image" -}}
{{- $tagged := printf "%s:%v" .repository .tag -}}
{{- $digest := .digest | default (get (.root.Files.Get "files/images.yaml" | fromYaml) $tagged) -}}
{{- if .digest }}{{ .repository }}@{{ .digest }}{{ else if $digest }}{{ $tagged }}@{{ $digest }}{{ else }}{{ $tagged }}{{ end }}
{{- end }}

{{/* The registry's own image, with the chart's version where no other is named. */}}
{{- define "registry.ownImage" -}}
{{- include "registry.image" (merge (dict "root" $ "tag" (.Values.image.tag | default .Chart.AppVersion)) .Values.image) }}
{{- end }}

{{/* StorageClass of the volume, also by its former name `storage.className`, which is accepted until 0.3.0. */}}
{{- define "registry.storageClassName" -}}
{{- $storage := .Values.storage -}}
{{- if and $storage.className $storage.storageClassName -}}
{{- fail "storage.className and storage.storageClassName are both set. Remove storage.className, which is the former name." -}}
{{- end -}}
{{- $storage.storageClassName | default $storage.className | default "" -}}
{{- end }}
