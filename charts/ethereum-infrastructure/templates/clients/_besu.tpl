{{/*
Besu's flags. Source: BesuCommand and cli/options in besu-eth/besu. The image's entry point is a script that does nothing
but drop root, which no process has here. Called with a resolved node (see _node.tpl).
*/}}
{{- define "ethereum.besu.command" }}["besu"]{{ end }}

{{- define "ethereum.besu.args" -}}
{{- $ports := .execution.facts.ports -}}
- --network={{ .network.name }}
- --data-path=/data
{{ include "ethereum.besu.history" . }}
# Its own pod's address too: the probes and Prometheus call it by that.
- --host-allowlist={{ include "ethereum.rpcHosts" . }},127.0.0.1,$(POD_IP)
- --rpc-http-enabled
- --rpc-http-host=0.0.0.0
- --rpc-http-port={{ $ports.http }}
- --rpc-http-api=ETH,NET,WEB3
- --rpc-ws-enabled
- --rpc-ws-host=0.0.0.0
- --rpc-ws-port={{ $ports.ws }}
- --rpc-ws-api=ETH,NET,WEB3
# It listens where JSON-RPC does; the allow-list, the JWT and the network policy keep others out.
- --engine-rpc-port={{ $ports.engine }}
- --engine-host-allowlist=localhost,127.0.0.1
- --engine-jwt-secret=/secrets/jwt/jwt.hex
- --metrics-enabled
- --metrics-host=0.0.0.0
- --metrics-port={{ $ports.metrics }}
# Discovery has it too: by V4, and from 26.10.0 on by V4 and V5.
- --p2p-port={{ include "ethereum.p2pPort" (dict "node" . "name" "execution") }}
- --nat-method=NONE
{{- if ne .p2p.exposure "none" }}
- --p2p-host=$(P2P_ADDRESS)
{{- end }}
{{- end }}

{{- define "ethereum.besu.env" -}}
{{ include "ethereum.podIpEnv" . }}
{{- end }}

{{/*
History modes. A snap sync leaves out what is from before the Merge, so all blocks need a full sync, but where there was
no Merge. Numbers are blocks: five months, and the least that the deployed release accepts.
*/}}
{{- define "ethereum.besu.history" -}}
{{- if eq .execution.history "archive" -}}
- --data-storage-format=FOREST
- --sync-mode=FULL
{{- else if and (eq .execution.history "full") (hasKey (.network.historyBlocks | default dict) "merge") -}}
- --data-storage-format=BONSAI
- --sync-mode=FULL
# A full sync cannot prune trie logs as it goes.
- --bonsai-limit-trie-logs-enabled=false
{{- else -}}
- --data-storage-format=BONSAI
- --sync-mode=SNAP
{{- $least := (index .execution.facts.inForce "--Xchain-pruning-blocks-retained").minimum }}
{{- with index (dict "rolling" 1056768 "aggressive" $least) .execution.history }}
- --Xchain-pruning-enabled=ALL
- --Xchain-pruning-blocks-retained={{ int64 . }}
{{- end }}
{{- end }}
{{- end }}

{{/* No command brings a volume to another history before the client starts that the chart could run. */}}
{{- define "ethereum.besu.pruneHistory" }}{{ end }}

{{/* Storage scheme, where the history mode does not imply it: a snapshot of another is refused. */}}
{{- define "ethereum.besu.scheme" }}{{ end }}

{{/*
A temporary client on a copy of the volume, without connections to or from other pods: it is only asked
for a block. Source: BesuCommand and cli/options in besu-eth/besu. Called with a resolved node (see _node.tpl).
*/}}
{{- define "ethereum.besu.offlineArgs" -}}
- --network={{ .network.name }}
- --data-path=/data
{{ include "ethereum.besu.history" . }}
- --p2p-enabled=false
- --discovery-enabled=false
- --nat-method=NONE
- --host-allowlist=localhost,127.0.0.1
- --rpc-http-enabled
- --rpc-http-host=127.0.0.1
- --rpc-http-port={{ .execution.facts.ports.http }}
- --rpc-http-api=ETH,WEB3
- --engine-jwt-disabled
{{- end }}
