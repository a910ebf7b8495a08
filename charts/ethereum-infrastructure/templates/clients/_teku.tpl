{{/*
Teku's flags. Source: teku/src/main/java/tech/pegasys/teku/cli/options in Consensys/teku.
Called with a resolved node (see _node.tpl).
*/}}
{{- define "ethereum.teku.command" }}{{ end }}{{/* the image's entry point */}}

{{- define "ethereum.teku.args" -}}
{{- $ports := .consensus.facts.ports -}}
{{- $port := include "ethereum.p2pPort" (dict "node" . "name" "consensus") -}}
{{- $quic := include "ethereum.p2pPort" (dict "node" . "name" "consensusQuic") -}}
- --network={{ .network.name }}
- --data-path=/data
- --data-storage-mode=MINIMAL
- --ee-endpoint=http://127.0.0.1:{{ .execution.facts.ports.engine }}
- --ee-jwt-secret-file=/secrets/jwt/jwt.hex
{{- with include "ethereum.checkpointSyncUrl" . }}
- --checkpoint-sync-url={{ . }}
{{- else }}
- --ignore-weak-subjectivity-period-enabled=true
{{- end }}
- --rest-api-enabled=true
- --rest-api-interface={{ include "ethereum.beaconAddress" . }}
- --rest-api-port={{ $ports.http }}
- --rest-api-host-allowlist={{ include "ethereum.rpcHosts" . }},127.0.0.1
- --metrics-enabled=true
- --metrics-interface=0.0.0.0
- --metrics-port={{ $ports.metrics }}
# The probes and Prometheus call it by its pod's address.
- --metrics-host-allowlist=*
- --p2p-port={{ $port }}
{{- if $ports.quic }}
- --p2p-quic-port={{ $quic }}
{{- end }}
- --p2p-nat-method=NONE
{{- if ne .p2p.exposure "none" }}
- --p2p-advertised-ip=$(P2P_ADDRESS)
- --p2p-advertised-port={{ $port }}
{{- if $ports.quic }}
- --p2p-advertised-quic-port={{ $quic }}
{{- end }}
{{- end }}
# The log goes to standard output only.
- --log-destination=CONSOLE
{{- end }}

{{- define "ethereum.teku.env" }}{{ end }}
{{- define "ethereum.teku.initArgs" }}{{ end }}
