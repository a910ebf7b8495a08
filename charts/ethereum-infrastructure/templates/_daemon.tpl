{{/* Erigon's rpcdaemon: a pool without data of its own, whose pods read the database of a node through its private API. */}}

{{/* Host name of the node whose database a daemon reads, whether that is ready or not. */}}
{{- define "ethereum.sourceHost" -}}
{{ .syncNode }}-private.{{ .namespace }}.svc.{{ .clusterDomain }}
{{- end }}
