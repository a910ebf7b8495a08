{{/* Where a consensus client starts from. Called with a resolved node (see _node.tpl). */}}

{{/* Base URLs of the Beacon APIs that a finalized state may come from, separated by spaces; empty: sync from genesis. */}}
{{- define "ethereum.checkpointSources" -}}
{{- $choice := .consensus.checkpointSync | default "auto" -}}
{{- if kindIs "slice" $choice -}}
{{ join " " $choice }}
{{- else if eq $choice "auto" -}}
{{ join " " .network.checkpointSync }}
{{- else if ne $choice "none" -}}
{{ $choice }}
{{- end -}}
{{- end }}

{{/* The Beacon API in the client's flags: the sidecar's, which asks all sources. Empty: sync from genesis. */}}
{{- define "ethereum.checkpointSyncUrl" -}}
{{- if include "ethereum.checkpointSources" . -}}
{{ include "ethereum.sidecarBeaconUrl" . }}
{{- end -}}
{{- end }}

{{/* Loopback only: what a pod's sidecar agreed on is for its own client. */}}
{{- define "ethereum.sidecarBeaconUrl" -}}
http://127.0.0.1:{{ include "ethereum.checkpointPort" . }}
{{- end }}

{{- define "ethereum.checkpointPort" }}8098{{ end }}

{{/*
The sidecar's flags. It knows the network's own sources from the network's facts, so that a new list of them restarts
nothing.
*/}}
{{- define "ethereum.checkpointArgs" -}}
{{- if not .daemon -}}
{{- $sources := include "ethereum.checkpointSources" . | splitList " " | compact -}}
{{- if or $sources (include "ethereum.needsGenesisState" .) -}}
{{- $own := and $sources (ne (.consensus.checkpointSync | default "auto" | toString) "auto") -}}
- --checkpoint-sources={{ if $own }}{{ join "," $sources }}{{ else }}auto{{ end }}
- --checkpoint-port={{ include "ethereum.checkpointPort" . }}
{{- if and $sources .consensus.checkpointQuorum }}
- --checkpoint-quorum={{ int .consensus.checkpointQuorum }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{/* "true" where a client fetches its genesis state: Prysm carries mainnet's only. */}}
{{- define "ethereum.needsGenesisState" -}}
{{- if and (eq .consensus.client "prysm") (ne .network.name "mainnet") .network.checkpointSync }}true{{ end -}}
{{- end }}

{{/* One problem per line. Called with a resolved node. */}}
{{- define "ethereum.checkpointProblems" -}}
{{- $field := "consensus.checkpointSync" -}}
{{- $choice := .consensus.checkpointSync | default "auto" -}}
{{- $sources := include "ethereum.checkpointSources" . | splitList " " | compact -}}
{{- range $i, $url := $sources -}}
{{- $name := ternary (printf "%s[%d]" $field $i) $field (kindIs "slice" $choice) -}}
{{- $shown := include "ethereum.shownUrl" $url -}}
{{- if contains "@" $url }}
- {{ $name }} has a user name or a password, which every reader of the values and of the pod would see. Name a source that needs none.
{{- else if contains "," $url }}
- {{ $name }} {{ $shown | quote }} is several in one. Write a list: one URL a line.
{{- else if not (regexMatch "^https?://" $url) }}
- {{ $name }} {{ $shown | quote }} is no http or https URL. Use auto, none or base URLs of Beacon APIs, e.g. https://beacon.example.com.
{{- else if not (regexMatch "^https?://([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+\\])(:[0-9]{1,5})?$" $url) }}
- {{ $name }} {{ $shown | quote }} is more than a base URL. Leave out what follows the host, the last slash too: the paths of the Beacon API are added to it.
{{- end -}}
{{- end -}}
{{- $agree := int (.consensus.checkpointQuorum | default 0) -}}
{{- if gt $agree (max 1 (len $sources)) }}
- consensus.checkpointQuorum {{ $agree }} is more than the {{ len $sources }} sources of {{ $field }}. Name more sources, or ask for fewer.
{{- end -}}
{{- end }}
