{{/* Being found by peers. Called with a resolved node (see _node.tpl), unless noted. */}}

{{/*
Ports for peers: `p2pFacts` has those of the pair's facts by the names of `p2p.nodePorts`, without what a client has not;
`ports.executionP2p`, `ports.consensusP2p` and `ports.p2p` (both) are the same for container, Service and policy.
*/}}
{{- define "ethereum.setP2pPorts" -}}
{{- $execution := .execution.facts.ports -}}
{{- $consensus := .consensus.facts.ports -}}
{{- $facts := dict "execution" $execution.p2p "consensus" $consensus.p2p -}}
{{- with $execution.torrent }}{{ $_ := set $facts "torrent" . }}{{ end -}}
{{- with $consensus.quic }}{{ $_ := set $facts "consensusQuic" . }}{{ end -}}
{{- $_ := set . "p2pFacts" $facts -}}
{{- $port := include "ethereum.p2pPort" (dict "node" . "name" "execution") | int -}}
{{- $ofExecution := list
  (dict "name" "el-p2p-tcp" "port" $port "protocol" "TCP")
  (dict "name" "el-p2p-udp" "port" $port "protocol" "UDP") -}}
{{- if $execution.torrent -}}
{{- $torrent := include "ethereum.p2pPort" (dict "node" . "name" "torrent") | int -}}
{{- $ofExecution = append $ofExecution (dict "name" "el-torrent-tcp" "port" $torrent "protocol" "TCP") -}}
{{- $ofExecution = append $ofExecution (dict "name" "el-torrent-udp" "port" $torrent "protocol" "UDP") -}}
{{- end -}}
{{- $ofConsensus := list
  (dict "name" "cl-p2p-tcp" "port" (include "ethereum.p2pPort" (dict "node" . "name" "consensus") | int) "protocol" "TCP")
  (dict "name" "cl-p2p-udp" "port" (include "ethereum.p2pPort" (dict "node" . "name" "consensusUdp") | int) "protocol" "UDP") -}}
{{- if $consensus.quic -}}
{{- $quic := include "ethereum.p2pPort" (dict "node" . "name" "consensusQuic") | int -}}
{{- $ofConsensus = append $ofConsensus (dict "name" "cl-quic" "port" $quic "protocol" "UDP") -}}
{{- end -}}
{{- $_ := set .ports "executionP2p" $ofExecution -}}
{{- $_ := set .ports "consensusP2p" $ofConsensus -}}
{{- $_ := set .ports "p2p" (concat $ofExecution $ofConsensus) -}}
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
{{ index .node.p2pFacts $name | int }}
{{- end -}}
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
