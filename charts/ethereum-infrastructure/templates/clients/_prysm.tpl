{{/*
Prysm's flags. Source: cmd/flags.go, cmd/beacon-chain/flags/base.go and config/features/flags.go in OffchainLabs/prysm.
Its image has no shell. Called with a resolved node (see _node.tpl).
*/}}
{{- define "ethereum.prysm.command" }}{{ end }}{{/* the image's entry point */}}

{{- define "ethereum.prysm.args" -}}
{{- $ports := .consensus.facts.ports -}}
- --accept-terms-of-use
- --{{ .network.name }}
- --datadir=/data
- --beacon-db-pruning
- --execution-endpoint=http://127.0.0.1:{{ .execution.facts.ports.engine }}
- --jwt-secret=/secrets/jwt/jwt.hex
{{- with include "ethereum.checkpointSyncUrl" . }}
- --checkpoint-sync-url={{ . }}
{{- end }}
{{- if include "ethereum.needsGenesisState" . }}
# It carries the genesis state of mainnet only, also to sync from genesis.
- --genesis-beacon-api-url={{ include "ethereum.sidecarBeaconUrl" . }}
{{- end }}
- --http-host={{ include "ethereum.beaconAddress" . }}
- --http-port={{ $ports.http }}
- --rpc-host=127.0.0.1
- --monitoring-host=0.0.0.0
- --monitoring-port={{ $ports.metrics }}
- --p2p-tcp-port={{ include "ethereum.p2pPort" (dict "node" . "name" "consensus") }}
- --p2p-udp-port={{ include "ethereum.p2pPort" (dict "node" . "name" "consensusUdp") }}
- --p2p-quic-port={{ include "ethereum.p2pPort" (dict "node" . "name" "consensusQuic") }}
{{- if ne .p2p.exposure "none" }}
- --p2p-host-ip=$(P2P_ADDRESS)
{{- end }}
{{- end }}

{{- define "ethereum.prysm.env" }}{{ end }}
{{- define "ethereum.prysm.initArgs" }}{{ end }}
