{{/*
Lighthouse's flags. Source: `lighthouse bn --help` (book/src/help_bn.md). Its image has no entry point.
Called with a resolved node (see _node.tpl).
*/}}
{{- define "ethereum.lighthouse.command" }}["lighthouse"]{{ end }}

{{- define "ethereum.lighthouse.args" -}}
{{- $ports := .consensus.facts.ports -}}
{{- $port := include "ethereum.p2pPort" (dict "node" . "name" "consensus") -}}
{{- $quic := include "ethereum.p2pPort" (dict "node" . "name" "consensusQuic") -}}
- bn
- --network={{ .network.name }}
- --datadir=/data
- --execution-endpoint=http://127.0.0.1:{{ .execution.facts.ports.engine }}
- --execution-jwt=/secrets/jwt/jwt.hex
{{- with include "ethereum.checkpointSyncUrl" . }}
- --checkpoint-sync-url={{ . }}
{{- else }}
- --allow-insecure-genesis-sync
{{- end }}
- --http
- --http-address={{ include "ethereum.beaconAddress" . }}
- --http-port={{ $ports.http }}
- --metrics
- --metrics-address=0.0.0.0
- --metrics-port={{ $ports.metrics }}
- --listen-address=0.0.0.0
- --port={{ $port }}
- --quic-port={{ $quic }}
- --disable-upnp
{{- if ne .p2p.exposure "none" }}
- --enr-address=$(P2P_ADDRESS)
- --enr-tcp-port={{ $port }}
- --enr-udp-port={{ $port }}
- --enr-quic-port={{ $quic }}
- --disable-enr-auto-update
{{- end }}
# The log goes to standard output only.
- --logfile-max-number=0
{{- end }}

{{- define "ethereum.lighthouse.env" }}{{ end }}
{{- define "ethereum.lighthouse.initArgs" }}{{ end }}
