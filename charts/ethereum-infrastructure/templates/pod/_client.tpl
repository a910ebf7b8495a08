{{/* What all client containers share. Called with one client of a resolved node (see _node.tpl), unless noted. */}}

{{/*
Image, command and arguments. Settings win over the client's template: `args` replaces its flags, `extraArgs` follow them.
Called with a dict of `image`, `settings`, and `command` and `args` as the client's template gives them.
*/}}
{{- define "ethereum.program" -}}
image: {{ include "ethereum.image" .image }}
imagePullPolicy: {{ .image.pullPolicy }}
{{- with .settings.command }}
command: {{ toJson . }}
{{- else }}{{ with $.command }}
command: {{ . }}
{{- end }}{{ end }}
args:
  {{- with .settings.args }}
  {{- toYaml . | nindent 2 }}
  {{- else }}
  {{- .args | nindent 2 }}
  {{- end }}
  {{- with .settings.extraArgs }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end }}

{{/* Environment from settings, a map of names to values, or to keys of Secrets. */}}
{{- define "ethereum.env" -}}
{{- range $name, $value := .env }}
- name: {{ $name }}
  {{- if kindIs "map" $value }}
  valueFrom: {{ toJson $value }}
  {{- else }}
  value: {{ $value | quote }}
  {{- end }}
{{- end }}
{{- end }}

{{/*
Does the process answer? Never: does the chain advance. A network that stands still would restart every node, and whether
the node is usable is for the sidecar to say.
*/}}
{{- define "ethereum.processProbes" -}}
{{- $probe := include "ethereum.processProbe" . -}}
startupProbe:
  {{- $probe | nindent 2 }}
  {{- toYaml .startupProbe | nindent 2 }}
livenessProbe:
  {{- $probe | nindent 2 }}
  {{- toYaml .livenessProbe | nindent 2 }}
{{- end }}

{{- define "ethereum.processProbe" -}}
httpGet:
  path: {{ .facts.metricsPath }}
  port: {{ .facts.ports.metrics | int }}
{{- end }}

{{/* Seconds that the slower client of a pair needs to stop cleanly. Called with a resolved node. */}}
{{- define "ethereum.neededGrace" -}}
{{- max .execution.facts.gracePeriodSeconds .consensus.facts.gracePeriodSeconds -}}
{{- end }}
