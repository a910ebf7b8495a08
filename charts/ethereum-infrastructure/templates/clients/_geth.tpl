{{/*
geth's flags. Source: `geth --help` of the version in files/clients/geth.yaml (cmd/utils/flags.go).
Called with a resolved node (see _node.tpl).
*/}}
{{- define "ethereum.geth.command" }}["geth"]{{ end }}

{{- define "ethereum.geth.args" -}}
{{- $ports := .execution.facts.ports -}}
- --datadir=/data
{{- with include "ethereum.externalClientArgs" . }}
{{ . | trim }}
{{- end }}
{{ include "ethereum.geth.network" . }}
{{ include "ethereum.geth.history" . }}
- --http
- --http.addr=0.0.0.0
- --http.port={{ $ports.http }}
- --http.api=eth,net,web3
- --http.vhosts={{ include "ethereum.rpcHosts" . }}
- --ws
- --ws.addr=0.0.0.0
- --ws.port={{ $ports.ws }}
- --ws.api=eth,net,web3
# The Engine API never leaves the pod.
- --authrpc.addr=127.0.0.1
- --authrpc.port={{ $ports.engine }}
- --authrpc.vhosts=localhost
- --authrpc.jwtsecret=/secrets/jwt/jwt.hex
- --metrics
- --metrics.addr=0.0.0.0
- --metrics.port={{ $ports.metrics }}
{{- end }}

{{- define "ethereum.geth.env" }}{{ end }}

{{/* Which chain, and how its peers are found. A devnet's pair stands alone, or begins with the boot node. */}}
{{- define "ethereum.geth.network" -}}
{{- $port := include "ethereum.p2pPort" (dict "node" . "name" "execution") -}}
{{- if eq .network.kind "devnet" -}}
- --networkid={{ int64 .network.chainId }}
- --nodiscover
{{- if include "ethereum.follows" . }}
- --config=/etc/network/geth.toml
{{- else if .boot.itself }}
- --nodekeyhex={{ include "ethereum.bootKey" . }}
{{- end }}
{{- else -}}
- --{{ .network.name }}
- --discovery.port={{ $port }}
{{- end }}
- --port={{ $port }}
- --nat={{ if eq .p2p.exposure "none" }}none{{ else }}extip:$(P2P_ADDRESS){{ end }}
{{- end }}

{{/*
History modes. An archive needs `--gcmode=archive` even with the path scheme: without it the states are kept, but not
indexed, and cannot be queried.
*/}}
{{- define "ethereum.geth.history" -}}
- --state.scheme=path
- --history.chain={{ include "ethereum.geth.chainHistory" . }}
{{- if eq .execution.history "archive" }}
- --syncmode=full
- --gcmode=archive
- --history.state=0
{{- else if eq .network.kind "devnet" }}
- --syncmode=full
{{- else }}
- --syncmode=snap
{{- end }}
{{- end }}

{{- define "ethereum.geth.chainHistory" -}}
{{- index (dict "full" "all" "pre-merge" "postmerge" "pre-prague" "postprague" "archive" "all") .execution.history -}}
{{- end }}

{{/*
Removes old bodies and receipts from a volume, which geth itself refuses to do as it starts. Empty where nothing is to be
removed. Source: pruneHistory in cmd/geth/chaincmd.go: done once, it says so and ends well.
*/}}
{{- define "ethereum.geth.pruneHistory" -}}
{{- if ne (include "ethereum.geth.chainHistory" .) "all" -}}
- prune-history
- --datadir=/data
- --history.chain={{ include "ethereum.geth.chainHistory" . }}
{{- end -}}
{{- end }}

{{/* Writes a devnet's genesis into an empty volume; on a later start it only checks that it is still the same. */}}
{{- define "ethereum.geth.genesis" -}}
command: [geth]
args: [init, --datadir=/data, --state.scheme=path, /genesis/genesis.json]
{{- end }}

{{/* Storage scheme, where the history mode does not imply it: a snapshot of another is refused. */}}
{{- define "ethereum.geth.scheme" }}path{{ end }}

{{/*
A temporary client on a copy of the volume, without connections to or from other pods: it is only asked
for a block. Source: `geth --help`. Called with a resolved node (see _node.tpl).
*/}}
{{- define "ethereum.geth.offlineArgs" -}}
- --datadir=/data
- --{{ if eq .network.kind "devnet" }}networkid={{ int64 .network.chainId }}{{ else }}{{ .network.name }}{{ end }}
{{ include "ethereum.geth.history" . }}
- --nodiscover
- --discovery.dns=
- --bootnodes=
- --maxpeers=0
- --nat=none
- --ipcdisable
- --http
- --http.addr=127.0.0.1
- --http.port={{ .execution.facts.ports.http }}
- --http.api=eth,web3
- --authrpc.addr=127.0.0.1
{{- end }}
