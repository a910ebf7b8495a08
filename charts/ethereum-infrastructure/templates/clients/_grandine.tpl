{{/*
Grandine's flags. Source: grandine/src/grandine_args.rs in grandinetech/grandine.
Called with a resolved node (see _node.tpl).
*/}}
{{- define "ethereum.grandine.command" }}["grandine"]{{ end }}

{{- define "ethereum.grandine.args" -}}
{{- $ports := .consensus.facts.ports -}}
{{- $port := include "ethereum.p2pPort" (dict "node" . "name" "consensus") -}}
{{- $quic := include "ethereum.p2pPort" (dict "node" . "name" "consensusQuic") -}}
- --network={{ .network.name }}
- --data-dir=/data
- --eth1-rpc-urls=http://127.0.0.1:{{ .execution.facts.ports.engine }}
- --jwt-secret=/secrets/jwt/jwt.hex
{{- with include "ethereum.checkpointSyncUrl" . }}
- --checkpoint-sync-url={{ . }}
{{- end }}
- --http-address={{ include "ethereum.beaconAddress" . }}
- --http-port={{ $ports.http }}
- --metrics
- --metrics-address=0.0.0.0
- --metrics-port={{ $ports.metrics }}
- --listen-address=0.0.0.0
- --libp2p-port={{ $port }}
- --discovery-port={{ $port }}
- --quic-port={{ $quic }}
- --disable-upnp
{{- if ne .p2p.exposure "none" }}
- --enr-address=$(P2P_ADDRESS)
- --enr-tcp-port={{ $port }}
- --enr-udp-port={{ $port }}
- --enr-quic-port={{ $quic }}
- --disable-enr-auto-update
{{- end }}
{{- end }}

{{- define "ethereum.grandine.env" }}{{ end }}
{{- define "ethereum.grandine.initArgs" }}{{ end }}
