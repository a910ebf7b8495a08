{{/* Being found by peers. Called with a resolved node (see _node.tpl) unless said otherwise. */}}

{{/* Ports of the pair's facts by the names that `p2p.nodePorts` has, as JSON: what a client has not is absent. */}}
{{- define "ethereum.p2pFacts" -}}
{{- $execution := .execution.facts.ports -}}
{{- $consensus := .consensus.facts.ports -}}
{{- $ports := dict "execution" $execution.p2p "consensus" $consensus.p2p -}}
{{- with $execution.torrent }}{{ $_ := set $ports "torrent" . }}{{ end -}}
{{- with $consensus.quic }}{{ $_ := set $ports "consensusQuic" . }}{{ end -}}
{{- $ports | toJson -}}
{{- end }}

{{/*
Port that a client listens on for peers. A node port must be listened on itself: geth and others cannot announce a port
that differs from their own. Called with a dict of `node` and `name` (execution, torrent, consensus, consensusUdp,
consensusQuic); UDP of the consensus client shares its TCP port, but where its facts have another and nothing is exposed.
*/}}
{{- define "ethereum.p2pPort" -}}
{{- $name := .name | trimSuffix "Udp" -}}
{{- if eq .node.p2p.exposure "nodePort" -}}
{{ index .node.p2p.nodePorts $name | int }}
{{- else if and (ne $name .name) .node.consensus.facts.ports.p2pUdp -}}
{{ .node.consensus.facts.ports.p2pUdp | int }}
{{- else -}}
{{ index (include "ethereum.p2pFacts" .node | fromJson) $name | int }}
{{- end -}}
{{- end }}

{{/* Ports for peers as JSON lists of `{name, port, protocol}`: the same for container, Service and policy. */}}
{{- define "ethereum.executionP2pPorts" -}}
{{- $port := include "ethereum.p2pPort" (dict "node" . "name" "execution") | int -}}
{{- $ports := list
  (dict "name" "el-p2p-tcp" "port" $port "protocol" "TCP")
  (dict "name" "el-p2p-udp" "port" $port "protocol" "UDP") -}}
{{- if .execution.facts.ports.torrent -}}
{{- $torrent := include "ethereum.p2pPort" (dict "node" . "name" "torrent") | int -}}
{{- $ports = append $ports (dict "name" "el-torrent-tcp" "port" $torrent "protocol" "TCP") -}}
{{- $ports = append $ports (dict "name" "el-torrent-udp" "port" $torrent "protocol" "UDP") -}}
{{- end -}}
{{- $ports | toJson -}}
{{- end }}

{{- define "ethereum.consensusP2pPorts" -}}
{{- $ports := list
  (dict "name" "cl-p2p-tcp" "port" (include "ethereum.p2pPort" (dict "node" . "name" "consensus") | int) "protocol" "TCP")
  (dict "name" "cl-p2p-udp" "port" (include "ethereum.p2pPort" (dict "node" . "name" "consensusUdp") | int) "protocol" "UDP") -}}
{{- if .consensus.facts.ports.quic -}}
{{- $quic := include "ethereum.p2pPort" (dict "node" . "name" "consensusQuic") | int -}}
{{- $ports = append $ports (dict "name" "cl-quic" "port" $quic "protocol" "UDP") -}}
{{- end -}}
{{- $ports | toJson -}}
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
