{{/*
Lodestar's flags. Source: `lodestar beacon --help` and packages/cli/src/options of the version in files/clients/lodestar.yaml.
Called with a resolved node (see _node.tpl).
*/}}
{{- define "ethereum.lodestar.command" }}{{ end }}{{/* the image's entry point */}}

{{- define "ethereum.lodestar.args" -}}
{{- $ports := .consensus.facts.ports -}}
{{- $port := include "ethereum.p2pPort" (dict "node" . "name" "consensus") -}}
{{- $quic := include "ethereum.p2pPort" (dict "node" . "name" "consensusQuic") -}}
- beacon
{{ include "ethereum.lodestar.network" . }}
- --dataDir=/data
- --execution.urls=http://127.0.0.1:{{ .execution.facts.ports.engine }}
- --jwtSecret=/secrets/jwt/jwt.hex
{{- with include "ethereum.checkpointSyncUrl" . }}
- --checkpointSyncUrl={{ . }}
{{- end }}
- --chain.pruneHistory
- --rest
- --rest.address={{ include "ethereum.beaconAddress" . }}
- --rest.port={{ $ports.http }}
- --metrics
- --metrics.address=0.0.0.0
- --metrics.port={{ $ports.metrics }}
- --listenAddress=0.0.0.0
- --port={{ $port }}
{{- if $ports.quic }}
- --quicPort={{ $quic }}
{{- end }}
{{- if ne .p2p.exposure "none" }}
# Without --nat a public address is taken out of the node record again.
- --nat
- --enr.ip=$(P2P_ADDRESS)
- --enr.tcp={{ $port }}
- --enr.udp={{ $port }}
{{- if $ports.quic }}
- --enr.quic={{ $quic }}
{{- end }}
{{- end }}
# The log goes to standard output only.
- --logFile=none
{{- end }}

{{- define "ethereum.lodestar.env" -}}
{{- if .boot.itself }}{{ include "ethereum.podIpEnv" . }}{{ end -}}
{{- end }}

{{- define "ethereum.lodestar.initArgs" }}{{ end }}

{{/* Which chain. A devnet's network is `dev`, which brings the minimal preset, and without other block producers there are no peers to wait for. */}}
{{- define "ethereum.lodestar.network" -}}
{{- if eq .network.kind "devnet" -}}
- --network=dev
- --paramsFile=/genesis/config.yaml
- --genesisStateFile=/genesis/genesis.ssz
{{- if include "ethereum.follows" . }}
- --bootnodesFile=/tmp/bootnodes
- --network.connectToDiscv5Bootnodes
{{- else }}
- --sync.isSingleNode
# There is no other block producer: after a pause of any length this node must not wait for peers.
- --sync.slotImportTolerance=1000000
- --network.allowPublishToZeroPeers
{{- end }}
{{- if .boot.itself }}
{{- $port := include "ethereum.p2pPort" (dict "node" . "name" "consensus") }}
# Its record, which the others ask for, must name an address.
- --enr.ip=$(POD_IP)
- --enr.tcp={{ $port }}
- --enr.udp={{ $port }}
{{- end }}
{{- else -}}
- --network={{ .network.name }}
{{- end }}
{{- end }}

{{/* The validator client of a devnet, with the well-known interop keys: they protect nothing, anywhere. */}}
{{- define "ethereum.lodestar.validatorArgs" -}}
- validator
- --network=dev
- --paramsFile=/genesis/config.yaml
- --dataDir=/data/validator
- --beaconNodes=http://127.0.0.1:{{ .consensus.facts.ports.http }}
- --interopIndexes={{ .consensus.interopValidators }}
- --logFile=none
{{- end }}
