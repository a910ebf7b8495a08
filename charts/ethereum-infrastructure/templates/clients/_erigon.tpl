{{/*
Erigon's flags. Source: ChangeLog.md (3.5: one port for all eth versions, no --p2p.allowed-ports) and the CLI reference in
erigontech/erigon; ethstaker/eth-docker erigon/docker-entrypoint.sh for the histories. Called with a resolved node (see
_node.tpl).
*/}}
{{- define "ethereum.erigon.command" }}["erigon"]{{ end }}

{{- define "ethereum.erigon.args" -}}
{{- $ports := .execution.facts.ports -}}
- --chain={{ .network.name }}
- --datadir=/data
{{ include "ethereum.erigon.history" . }}
{{ include "ethereum.erigon.consensus" . }}
- --http
- --http.addr=0.0.0.0
- --http.port={{ $ports.http }}
- --http.api=eth,net,web3
- --http.vhosts={{ include "ethereum.rpcHosts" . }}
- --ws
- --ws.port={{ $ports.ws }}
# The Engine API never leaves the pod, and the database's own API only for the pools that read it.
- --authrpc.addr=127.0.0.1
- --authrpc.port={{ $ports.engine }}
- --authrpc.vhosts=localhost
- --authrpc.jwtsecret=/secrets/jwt/jwt.hex
- --private.api.addr={{ if .databaseReaders }}0.0.0.0{{ else }}127.0.0.1{{ end }}:{{ $ports.grpc }}
- --metrics
- --metrics.addr=0.0.0.0
- --metrics.port={{ $ports.metrics }}
- --port={{ include "ethereum.p2pPort" (dict "node" . "name" "execution") }}
- --torrent.port={{ include "ethereum.p2pPort" (dict "node" . "name" "torrent") }}
- --nat={{ if eq .p2p.exposure "none" }}none{{ else }}extip:$(P2P_ADDRESS){{ end }}
# The log goes to standard output only.
- --log.dir.disable
{{- end }}

{{- define "ethereum.erigon.env" }}{{ end }}

{{/*
Flags of rpcdaemon, the same RPC server as a program of its own, without --datadir: then it reads all that it needs through
the private API of an Erigon elsewhere. It has WebSocket on the port of HTTP. Source: cmd/rpcdaemon/cli/config.go and
cmd/rpcdaemon/README.md in erigontech/erigon. Called with a pool whose mode is rpcdaemon.
*/}}
{{- define "ethereum.erigon.daemonCommand" }}["rpcdaemon"]{{ end }}

{{- define "ethereum.erigon.daemonArgs" -}}
{{- $ports := .execution.facts.ports -}}
- --private.api.addr={{ include "ethereum.sourceHost" . }}:{{ $ports.grpc }}
- --http.addr=0.0.0.0
- --http.port={{ $ports.http }}
- --http.api=eth,net,web3
- --http.vhosts={{ include "ethereum.rpcHosts" . }}
- --ws
- --metrics
- --metrics.addr=0.0.0.0
- --metrics.port={{ $ports.metrics }}
# The log goes to standard output only.
- --log.dir.disable
{{- end }}

{{/* Sets `consensus`, what runs inside when no consensus client is named: its name, and its ports from Erigon's facts. Called with a dict of `facts`. */}}
{{- define "ethereum.erigon.setEmbeddedConsensus" -}}
{{- $ports := .facts.ports -}}
{{- $facts := dict "name" "caplin" "title" "Caplin" "gracePeriodSeconds" .facts.gracePeriodSeconds -}}
{{- $_ := set $facts "ports" (dict "p2p" $ports.caplinP2p "p2pUdp" $ports.caplinP2pUdp "http" $ports.caplinApi) -}}
{{- with $ports.caplinQuic }}{{ $_ := set $facts.ports "quic" . }}{{ end -}}
{{- $_ := set . "consensus" $facts -}}
{{- end }}

{{/* Caplin, or an engine for another consensus client. Caplin finds out its address from its peers: no flag takes one. */}}
{{- define "ethereum.erigon.consensus" -}}
{{- if not .consensus.embedded -}}
- --externalcl
{{- else -}}
- --caplin.discovery.addr=0.0.0.0
- --caplin.discovery.port={{ include "ethereum.p2pPort" (dict "node" . "name" "consensusUdp") }}
- --caplin.discovery.tcpport={{ include "ethereum.p2pPort" (dict "node" . "name" "consensus") }}
{{- if .consensus.facts.ports.quic }}
- --caplin.discovery.quicport={{ include "ethereum.p2pPort" (dict "node" . "name" "consensusQuic") }}
{{- end }}
{{- with include "ethereum.checkpointSyncUrl" . }}
- --caplin.checkpoint-sync-url={{ . }}/eth/v2/debug/beacon/states/finalized
{{- else }}
- --caplin.checkpoint-sync.disable=true
{{- end }}
- --beacon.api=beacon,config,debug,events,node,lighthouse
- --beacon.api.addr={{ include "ethereum.beaconAddress" . }}
- --beacon.api.port={{ .consensus.facts.ports.http }}
{{- end }}
{{- end }}

{{/*
History modes; they cannot be changed on a volume that exists. The largest number keeps all blocks from the Merge on,
1056768 are five months of blocks. Kept receipts would need more disk than the facts say.
*/}}
{{- define "ethereum.erigon.history" -}}
{{- if eq .execution.history "archive" -}}
- --prune.mode=archive
{{- else if eq .execution.history "full" -}}
- --prune.mode=blocks
{{- else if eq .execution.history "aggressive" -}}
- --prune.mode=minimal
- --persist.receipts=false
{{- else -}}
- --prune.mode=full
- --persist.receipts=false
{{- if eq .execution.history "pre-merge" }}
- --prune.distance.blocks=18446744073709551615
{{- else }}
- --prune.distance=1056768
- --prune.distance.blocks=1056768
{{- end }}
{{- end }}
{{- end }}

{{/* No command brings a volume to another history before the client starts that the chart could run. */}}
{{- define "ethereum.erigon.pruneHistory" }}{{ end }}

{{/* Storage scheme, where the history mode does not imply it: a snapshot of another is refused. */}}
{{- define "ethereum.erigon.scheme" }}{{ end }}

{{/*
A temporary client on a copy of the volume, without connections to or from other pods: it is only asked
for a block. Source: cmd/utils/flags.go in erigontech/erigon. Called with a resolved node (see _node.tpl).
*/}}
{{- define "ethereum.erigon.offlineArgs" -}}
- --chain={{ .network.name }}
- --datadir=/data
{{ include "ethereum.erigon.history" . }}
# Not Caplin, which would look for peers of its own.
- --externalcl
- --nodiscover
- --maxpeers=0
- --no-downloader
- --nat=none
- --private.api.addr=127.0.0.1:{{ .execution.facts.ports.grpc }}
- --http
- --http.addr=127.0.0.1
- --http.port={{ .execution.facts.ports.http }}
- --http.api=eth,web3
- --authrpc.addr=127.0.0.1
- --log.dir.disable
{{- end }}
