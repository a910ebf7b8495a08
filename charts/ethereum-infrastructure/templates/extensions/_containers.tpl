{{/*
Containers of the values beside those of the chart, and what the values add to the clients' containers. Called with a resolved node
unless stated otherwise.
*/}}

{{/*
Containers of the values as a YAML list. Without `securityContext` each has the chart's, so that Pod Security `restricted` admits
it. Called with a list of containers.
*/}}
{{- define "ethereum.extensions.containers" -}}
{{- $default := include "ethereum.containerSecurityContext" . | fromYaml -}}
{{- range . }}
- {{ set (deepCopy .) "securityContext" (mergeOverwrite (deepCopy $default) (.securityContext | default dict)) | toYaml | nindent 2 | trim }}
{{- end }}
{{- end }}

{{/* Environment variables of both clients, after their own. */}}
{{- define "ethereum.extensions.env" -}}
{{- with .extraEnv }}{{ toYaml . }}{{ end -}}
{{- end }}

{{/* Sources of environment variables, and hooks, of a client's container. Called with a dict of `node` and `client` (its settings). */}}
{{- define "ethereum.extensions.client" -}}
{{- if or .node.envFrom .node.secretEnv }}
envFrom:
  {{- with .node.envFrom }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
  {{- if .node.secretEnv }}
  - secretRef: { name: {{ .node.fullname }}-env }
  {{- end }}
{{- end }}
{{- with .client.lifecycle }}
lifecycle:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}
