{{/*
Nethermind's flags. Source: Nethermind's configuration reference and, for what a history needs,
ethstaker/eth-docker nethermind/docker-entrypoint.sh. Called with a resolved node (see _node.tpl).
*/}}
{{- define "ethereum.nethermind.command" }}{{ end }}{{/* the image's entry point, in /nethermind */}}

{{- define "ethereum.nethermind.args" -}}
{{- $ports := .execution.facts.ports -}}
{{- $port := include "ethereum.p2pPort" (dict "node" . "name" "execution") -}}
- --config={{ .network.name }}
- --data-dir=/data
- --Init.LogDirectory=/data/logs
{{ include "ethereum.nethermind.history" . }}
- --JsonRpc.Enabled=true
- --JsonRpc.Host=0.0.0.0
- --JsonRpc.Port={{ $ports.http }}
- --JsonRpc.EnabledModules=Eth,Net,Web3,Subscribe
- --Init.WebSocketsEnabled=true
- --JsonRpc.WebSocketsPort={{ $ports.ws }}
# The Engine API never leaves the pod.
- --JsonRpc.EngineHost=127.0.0.1
- --JsonRpc.EnginePort={{ $ports.engine }}
- --JsonRpc.JwtSecretFile=/secrets/jwt/jwt.hex
- --Metrics.Enabled=true
- --Metrics.ExposeHost=0.0.0.0
- --Metrics.ExposePort={{ $ports.metrics }}
- --Network.P2PPort={{ $port }}
- --Network.DiscoveryPort={{ $port }}
# Without an address it would ask web services in the internet for one.
- --Network.ExternalIp=$({{ if eq .p2p.exposure "none" }}POD_IP{{ else }}P2P_ADDRESS{{ end }})
{{- end }}

{{/* Disables the diagnostics socket of .NET, which is not used. */}}
{{- define "ethereum.nethermind.env" -}}
{{ include "ethereum.podIpEnv" . }}
- name: DOTNET_EnableDiagnostics
  value: '0'
{{- end }}

{{/* History modes. The barriers alone keep a new node from fetching old blocks; pruning also drops what a volume already has. */}}
{{- define "ethereum.nethermind.history" -}}
{{- $blocks := .network.historyBlocks | default dict -}}
{{- if eq .execution.history "archive" -}}
- --Sync.FastSync=false
- --Sync.SnapSync=false
- --Sync.DownloadBodiesInFastSync=false
- --Sync.DownloadReceiptsInFastSync=false
- --Sync.PivotNumber=0
- --Pruning.Mode=None
{{- if hasKey .execution.facts.inForce "--FlatDb.HistoryEnabled" }}
# By itself a flat database keeps no old states.
- --FlatDb.HistoryEnabled=true
{{- end }}
{{- else if eq .execution.history "rolling" -}}
- --History.Pruning=Rolling
{{- else -}}
{{- $first := dict "full" 0 "pre-merge" $blocks.merge "pre-prague" $blocks.prague }}
{{- $barrier := index $first .execution.history | int64 -}}
- --Sync.AncientBodiesBarrier={{ $barrier }}
- --Sync.AncientReceiptsBarrier={{ $barrier }}
{{- if ne .execution.history "full" }}
- --History.Pruning=UseAncientBarriers
{{- end }}
{{- end }}
{{- end }}

{{/* No command brings a volume to another history before the client starts that the chart could run. */}}
{{- define "ethereum.nethermind.pruneHistory" }}{{ end }}

{{/*
Storage scheme, where the history mode does not imply it: a snapshot of another is refused. It is how the deployed release
lays out a new database; an old one stays as it is.
*/}}
{{- define "ethereum.nethermind.scheme" }}{{ .execution.facts.layout }}{{ end }}

{{/*
A temporary client on a copy of the volume, without connections to or from other pods: it is only asked
for a block. Source: Nethermind's ISyncConfig.cs and IInitConfig.cs. Called with a resolved node (see _node.tpl).
*/}}
{{- define "ethereum.nethermind.offlineArgs" -}}
- --config={{ .network.name }}
- --data-dir=/data
- --Init.LogDirectory=/tmp
{{ include "ethereum.nethermind.history" . }}
- --Init.DiscoveryEnabled=false
- --Init.PeerManagerEnabled=false
- --Network.MaxActivePeers=0
- --Network.ExternalIp=127.0.0.1
- --Sync.NetworkingEnabled=false
- --Sync.SynchronizationEnabled=false
- --JsonRpc.Enabled=true
- --JsonRpc.Host=127.0.0.1
- --JsonRpc.Port={{ .execution.facts.ports.http }}
- --JsonRpc.EnabledModules=Eth,Web3
- --JsonRpc.JwtSecretFile=/tmp/jwt.hex
{{- end }}
