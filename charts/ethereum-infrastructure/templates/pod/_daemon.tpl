{{/* A pool's container that reads a sync node's database. Called with a finished pool (see _node.tpl). */}}
{{- define "ethereum.daemonContainer" -}}
{{- $client := .execution.client -}}
{{- $command := include (printf "ethereum.%s.daemonCommand" $client) . -}}
{{- $args := include (printf "ethereum.%s.daemonArgs" $client) . -}}
- name: execution
  {{- include "ethereum.program" (dict "image" .execution.image "settings" .execution "command" $command "args" $args) | nindent 2 }}
  {{- with list (include "ethereum.env" .execution) (include "ethereum.extensions.env" .) | join "\n" | trim }}
  env:
    {{- . | nindent 4 }}
  {{- end }}
  {{- with include "ethereum.extensions.client" (dict "node" . "client" .execution) | trim }}
  {{- . | nindent 2 }}
  {{- end }}
  ports:
    - { name: rpc-http, containerPort: {{ .execution.facts.ports.http }} }
    - { name: el-metrics, containerPort: {{ .execution.facts.ports.metrics }} }
  {{- include "ethereum.processProbes" .execution | nindent 2 }}
  resources:
    {{- toYaml .execution.resources | nindent 4 }}
  securityContext:
    {{- include "ethereum.containerSecurityContext" . | nindent 4 }}
  volumeMounts:
    - { name: tmp, mountPath: /tmp }
    {{- with .extraVolumeMounts }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
{{- end }}
