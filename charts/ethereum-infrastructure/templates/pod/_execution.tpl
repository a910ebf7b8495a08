{{/* The execution client's container. Called with a resolved node (see _node.tpl). */}}
{{- define "ethereum.executionContainer" -}}
{{- $client := .execution.client -}}
{{- $command := include (printf "ethereum.%s.command" $client) . -}}
{{- $args := include (printf "ethereum.%s.args" $client) . -}}
- name: execution
  {{- include "ethereum.program" (dict "image" .execution.image "settings" .execution "command" $command "args" $args) | nindent 2 }}
  {{- $env := list (include "ethereum.p2pEnv" .) (include (printf "ethereum.%s.env" $client) .) (include "ethereum.env" .execution) (include "ethereum.extensions.env" .) }}
  {{- with $env | join "\n" | trim }}
  env:
    {{- . | nindent 4 }}
  {{- end }}
  {{- with include "ethereum.extensions.client" (dict "node" . "client" .execution) | trim }}
  {{- . | nindent 2 }}
  {{- end }}
  ports:
    - { name: rpc-http, containerPort: {{ .execution.facts.ports.http }} }
    - { name: rpc-ws, containerPort: {{ .execution.facts.ports.ws }} }
    - { name: el-metrics, containerPort: {{ .execution.facts.ports.metrics }} }
    {{- if .consensus.embedded }}
    - { name: beacon, containerPort: {{ .consensus.facts.ports.http }} }
    {{- end }}
    {{- range ternary .ports.p2p .ports.executionP2p .consensus.embedded }}
    - { name: {{ .name }}, containerPort: {{ .port }}, protocol: {{ .protocol }} }
    {{- end }}
  {{- include "ethereum.processProbes" .execution | nindent 2 }}
  resources:
    {{- toYaml .execution.resources | nindent 4 }}
  securityContext:
    {{- include "ethereum.containerSecurityContext" . | nindent 4 }}
  volumeMounts:
    - { name: execution, mountPath: /data }
    - { name: jwt, mountPath: /secrets/jwt, readOnly: true }
    {{- if include "ethereum.follows" . }}
    - { name: network, mountPath: /etc/network, readOnly: true }
    {{- end }}
    - { name: tmp, mountPath: /tmp }
    {{- with include "ethereum.externalMounts" (dict "node" . "readOnly" false) | trim }}
    {{- . | nindent 4 }}
    {{- end }}
    {{- with .extraVolumeMounts }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
{{- end }}
