{{/*
Reth's flags. Source: docs/vocs/docs/pages/cli/reth/node.mdx and crates/node/core/src/args/pruning.rs in paradigmxyz/reth.
Called with a resolved node (see _node.tpl).
*/}}
{{- define "ethereum.reth.command" }}["reth"]{{ end }}

{{- define "ethereum.reth.args" -}}
{{- $ports := .execution.facts.ports -}}
{{- $port := include "ethereum.p2pPort" (dict "node" . "name" "execution") -}}
- node
- --chain={{ .network.name }}
- --datadir=/data
{{- with include "ethereum.externalClientArgs" . }}
{{ . | trim }}
{{- end }}
{{- with include "ethereum.reth.history" . }}
{{ . }}
{{- end }}
- --http
- --http.addr=0.0.0.0
- --http.port={{ $ports.http }}
- --http.api=eth,net,web3
- --ws
- --ws.addr=0.0.0.0
- --ws.port={{ $ports.ws }}
- --ws.api=eth,net,web3
- --ipcdisable
# The Engine API never leaves the pod.
- --authrpc.addr=127.0.0.1
- --authrpc.port={{ $ports.engine }}
- --authrpc.jwtsecret=/secrets/jwt/jwt.hex
- --metrics=0.0.0.0:{{ $ports.metrics }}
- --port={{ $port }}
- --discovery.port={{ $port }}
# Else discv5 would have a port of its own, which nothing lets in.
- --discovery.v5.port={{ $port }}
- --nat={{ if eq .p2p.exposure "none" }}none{{ else }}extip:$(P2P_ADDRESS){{ end }}
# The log goes to standard output only.
- --log.file.max-files=0
{{- end }}

{{- define "ethereum.reth.env" }}{{ end }}

{{/*
History modes: an archive without any flag, else the states of the last 10064 blocks, which is what a reorganisation can
need, and the bodies and receipts that were chosen. Rolling keeps five months of them.
*/}}
{{- define "ethereum.reth.history" -}}
{{- $blocks := .network.historyBlocks | default dict -}}
{{- if eq .execution.history "aggressive" -}}
- --minimal
{{- else if ne .execution.history "archive" -}}
- --prune.sender-recovery.full
- --prune.account-history.distance=10064
- --prune.storage-history.distance=10064
{{- if eq .execution.history "full" }}
# Given, so that no receipts are pruned.
- --prune.receipts.before=0
{{- else }}
- --prune.transaction-lookup.distance=10064
{{- $which := dict "pre-merge" "pre-merge" "pre-prague" (printf "before=%d" (int64 $blocks.prague)) "rolling" "distance=1056768" }}
- --prune.bodies.{{ index $which .execution.history }}
- --prune.receipts.{{ index $which .execution.history }}
{{- end }}
{{- end }}
{{- end }}

{{/* No command brings a volume to another history before the client starts that the chart could run. */}}
{{- define "ethereum.reth.pruneHistory" }}{{ end }}

{{/* Storage scheme, where the history mode does not imply it: a snapshot of another is refused. */}}
{{- define "ethereum.reth.scheme" }}{{ end }}

{{/*
A temporary client on a copy of the volume, without connections to or from other pods: it is only asked
for a block. Source: docs/vocs/docs/pages/cli/reth/node.mdx in paradigmxyz/reth. Called with a resolved node (see _node.tpl).
*/}}
{{- define "ethereum.reth.offlineArgs" -}}
- node
- --chain={{ .network.name }}
- --datadir=/data
{{- with include "ethereum.reth.history" . }}
{{ . }}
{{- end }}
- --disable-discovery
- --max-outbound-peers=0
- --max-inbound-peers=0
- --no-persist-peers
- --addr=127.0.0.1
- --nat=none
- --ipcdisable
- --disable-auth-server
- --http
- --http.addr=127.0.0.1
- --http.port={{ .execution.facts.ports.http }}
- --http.api=eth,web3
- --log.file.max-files=0
{{- end }}
