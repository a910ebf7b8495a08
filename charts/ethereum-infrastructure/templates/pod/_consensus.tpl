{{/* The consensus client's container. Called with a resolved node (see _node.tpl). */}}
{{- define "ethereum.consensusContainer" -}}
{{- $client := .consensus.client -}}
{{- $command := include (printf "ethereum.%s.command" $client) . -}}
{{- $args := list (include (printf "ethereum.%s.args" $client) .) (include "ethereum.mev.args" . | trim) | compact | join "\n" -}}
- name: consensus
  {{- include "ethereum.program" (dict "image" .consensus.image "settings" .consensus "command" $command "args" $args) | nindent 2 }}
  {{- $env := list (include "ethereum.p2pEnv" .) (include (printf "ethereum.%s.env" $client) .) (include "ethereum.env" .consensus) (include "ethereum.extensions.env" .) }}
  {{- with $env | join "\n" | trim }}
  env:
    {{- . | nindent 4 }}
  {{- end }}
  {{- with include "ethereum.extensions.client" (dict "node" . "client" .consensus) | trim }}
  {{- . | nindent 2 }}
  {{- end }}
  ports:
    - { name: beacon, containerPort: {{ .consensus.facts.ports.http }} }
    - { name: cl-metrics, containerPort: {{ .consensus.facts.ports.metrics }} }
    {{- range .ports.consensusP2p }}
    - { name: {{ .name }}, containerPort: {{ .port }}, protocol: {{ .protocol }} }
    {{- end }}
  {{- include "ethereum.processProbes" .consensus | nindent 2 }}
  resources:
    {{- toYaml .consensus.resources | nindent 4 }}
  securityContext:
    {{- include "ethereum.containerSecurityContext" . | nindent 4 }}
  volumeMounts:
    - { name: consensus, mountPath: /data }
    - { name: jwt, mountPath: /secrets/jwt, readOnly: true }
    {{- if .genesisConfigMap }}
    - { name: genesis, mountPath: /genesis, readOnly: true }
    {{- end }}
    - { name: tmp, mountPath: /tmp }
    {{- with .extraVolumeMounts }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
{{- end }}
