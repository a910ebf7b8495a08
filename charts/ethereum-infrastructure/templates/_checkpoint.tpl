{{/* Where a consensus client starts from. Called with a resolved node (see _node.tpl). */}}

{{/* Beacon API to take a finalized state from; empty: sync from genesis. `auto` is the network's first known source. */}}
{{- define "ethereum.checkpointSyncUrl" -}}
{{- $choice := .consensus.checkpointSync -}}
{{- if eq $choice "auto" -}}
{{ .network.checkpointSync | default (list "") | first }}
{{- else if ne $choice "none" -}}
{{ $choice }}
{{- end -}}
{{- end }}
