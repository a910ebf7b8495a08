{{/*
Nimbus' flags. Source: beacon_chain/conf.nim in status-im/nimbus-eth2. Its data folder must be its own with mode 0700,
which the root of a volume is not: hence a folder below. Called with a resolved node (see _node.tpl).
*/}}
{{- define "ethereum.nimbus.command" }}{{ end }}{{/* the image's entry point */}}

{{- define "ethereum.nimbus.args" -}}
{{- $ports := .consensus.facts.ports -}}
{{- $port := include "ethereum.p2pPort" (dict "node" . "name" "consensus") -}}
- --network={{ .network.name }}
- --data-dir=/data/nimbus
- --history=prune
- --el=http://127.0.0.1:{{ .execution.facts.ports.engine }}
- --jwt-secret=/secrets/jwt/jwt.hex
- --rest
- --rest-address={{ include "ethereum.beaconAddress" . }}
- --rest-port={{ $ports.http }}
- --metrics
- --metrics-address=0.0.0.0
- --metrics-port={{ $ports.metrics }}
- --tcp-port={{ $port }}
- --udp-port={{ $port }}
{{- if $ports.quic }}
- --quic-port={{ include "ethereum.p2pPort" (dict "node" . "name" "consensusQuic") }}
{{- end }}
- --nat={{ if eq .p2p.exposure "none" }}none{{ else }}extip:$(P2P_ADDRESS){{ end }}
- --non-interactive
- --status-bar=false
{{- end }}

{{- define "ethereum.nimbus.env" }}{{ end }}

{{/* A finalized state comes before the first start. Where there is a database already the command does nothing. */}}
{{- define "ethereum.nimbus.initArgs" -}}
{{- with include "ethereum.checkpointSyncUrl" . -}}
- trustedNodeSync
- --network={{ $.network.name }}
- --data-dir=/data/nimbus
- --trusted-node-url={{ . }}
# The node fetches older blocks by itself, while it runs.
- --backfill=false
{{- end }}
{{- end }}
