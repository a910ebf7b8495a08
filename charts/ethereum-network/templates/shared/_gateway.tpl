{{/* Generated: a copy of charts/ethereum-infrastructure/templates/shared/_gateway.tpl. Do not edit. */}}
{{/* Names and ports of the JSON-RPC gateway of a network, which callers and nodes need. */}}

{{/* Name of the gateway's objects; callers use it as host name. Called with the network's name. */}}
{{- define "ethereum.gateway.name" -}}
{{ . }}-gateway
{{- end }}

{{- define "ethereum.gateway.rpcPort" }}8545{{ end }}

{{- define "ethereum.gateway.statusPort" }}8405{{ end }}
