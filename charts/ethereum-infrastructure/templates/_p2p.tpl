{{/* Being found by peers. Called with a resolved node (see _node.tpl) unless said otherwise. */}}

{{/*
Port that a client listens on for peers. A node port must be listened on itself: geth and others cannot announce a port
that differs from their own. Called with a dict of `node` and `name` (execution, consensus, consensusQuic).
*/}}
{{- define "ethereum.p2pPort" -}}
{{- if eq .node.p2p.exposure "nodePort" -}}
{{ index .node.p2p.nodePorts .name | int }}
{{- else -}}
{{- $clients := dict "execution" .node.execution.facts.ports.p2p "consensus" .node.consensus.facts.ports.p2p "consensusQuic" .node.consensus.facts.ports.quic -}}
{{ index $clients .name | int }}
{{- end -}}
{{- end }}

{{/* Ports for peers as JSON lists of `{name, port, protocol}`: the same for container, Service and policy. */}}
{{- define "ethereum.executionP2pPorts" -}}
{{- $port := include "ethereum.p2pPort" (dict "node" . "name" "execution") | int -}}
{{- list
  (dict "name" "el-p2p-tcp" "port" $port "protocol" "TCP")
  (dict "name" "el-p2p-udp" "port" $port "protocol" "UDP") | toJson -}}
{{- end }}

{{- define "ethereum.consensusP2pPorts" -}}
{{- $port := include "ethereum.p2pPort" (dict "node" . "name" "consensus") | int -}}
{{- $quic := include "ethereum.p2pPort" (dict "node" . "name" "consensusQuic") | int -}}
{{- list
  (dict "name" "cl-p2p-tcp" "port" $port "protocol" "TCP")
  (dict "name" "cl-p2p-udp" "port" $port "protocol" "UDP")
  (dict "name" "cl-quic" "port" $quic "protocol" "UDP") | toJson -}}
{{- end }}

{{- define "ethereum.p2pPorts" -}}
{{- concat (include "ethereum.executionP2pPorts" . | fromJsonArray) (include "ethereum.consensusP2pPorts" . | fromJsonArray) | toJson -}}
{{- end }}

{{/* Environment of a client that announces an address: the Kubernetes node's, or the one that was given. */}}
{{- define "ethereum.p2pEnv" -}}
{{- if ne .p2p.exposure "none" -}}
- name: P2P_ADDRESS
  {{- with .p2p.address }}
  value: {{ . | quote }}
  {{- else }}
  valueFrom:
    fieldRef:
      fieldPath: status.hostIP
  {{- end }}
{{- end -}}
{{- end }}
