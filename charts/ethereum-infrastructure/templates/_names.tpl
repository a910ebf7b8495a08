{{/* Names of a node's objects. */}}

{{/*
StatefulSet and Services of a node: `<release>-<node>`, or the release's name alone where it already ends in the node's,
as with the helmfiles' one release per node. Called with a dict of `release` and `node`.
*/}}
{{- define "ethereum.fullname" -}}
{{- if or (eq .release .node) (hasSuffix (printf "-%s" .node) .release) -}}
{{ .release }}
{{- else -}}
{{ .release }}-{{ .node }}
{{- end -}}
{{- end }}

{{/*
The same of one that `nodes` or `serve` names: what `only` leaves out is in a release of its own, named after it. Called with
a dict of `root` and `name`.
*/}}
{{- define "ethereum.ownFullname" -}}
{{- if and .root.Values.only (ne .root.Values.only .name) -}}
{{ .name }}
{{- else -}}
{{ include "ethereum.fullname" (dict "release" .root.Release.Name "node" .name) }}
{{- end -}}
{{- end }}
