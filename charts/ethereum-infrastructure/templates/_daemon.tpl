{{/*
Erigon's rpcdaemon: a pool without data of its own, whose pods read the database of a sync node through its private API.
*/}}

{{/*
The layers of such a pool. What it reads is the sync node's, so history, consensus client and, unless it says another, the
image are the sync node's too: daemon and database must be of one version. Called with a dict of `root`, `node` (not
finished), `own`, `defaults` and `network`; the node as JSON.
*/}}
{{- define "ethereum.daemonLayers" -}}
{{- $source := include "ethereum.node" (dict "root" .root "kind" "nodes" "name" .node.syncNode "network" .network) | fromJson -}}
{{- $execution := mergeOverwrite (deepCopy .defaults.execution) (pick $source.execution "client" "history" "image" "facts") -}}
{{- $execution = mergeOverwrite $execution (deepCopy (omit (.own.execution | default dict) "client")) -}}
{{- /* The digest is that of the sync node's image: one of the pool's own is looked for by its own name. */ -}}
{{- $image := dig "execution" "image" dict .own -}}
{{- if and (or $image.repository $image.tag) (not $image.digest) -}}
{{- $_ := set $execution "image" (include "ethereum.recordedImage" (dict "root" .root "image" (omit $execution.image "digest")) | fromJson) -}}
{{- end -}}
{{- $_ := set .node "execution" $execution -}}
{{- $_ := set .node "consensus" (set $source.consensus "embedded" true) -}}
{{- $_ := set .node "source" (dict "name" $source.name "fullname" $source.fullname) -}}
{{- .node | toJson -}}
{{- end }}

{{/* Pools that read a sync node's database, by name, as JSON. Called with a dict of `root` and `name` (of the sync node). */}}
{{- define "ethereum.databaseReaders" -}}
{{- $readers := list -}}
{{- range $name := keys .root.Values.serve | sortAlpha -}}
{{- $pool := mergeOverwrite (deepCopy $.root.Values.serveDefaults) (deepCopy (index $.root.Values.serve $name)) -}}
{{- if and (eq $pool.mode "rpcdaemon") (eq $pool.syncNode $.name) }}{{ $readers = append $readers $name }}{{ end -}}
{{- end -}}
{{- $readers | toJson -}}
{{- end }}

{{/* Ports of a sync node's private API, and of the Beacon API by which the daemon's sidecar judges what it reads. JSON. */}}
{{- define "ethereum.privatePorts" -}}
{{- $ports := list
  (dict "name" "private-api" "port" .execution.facts.ports.grpc)
  (dict "name" "beacon" "port" .consensus.facts.ports.http) -}}
{{- $ports | toJson -}}
{{- end }}

{{/* Host name under which a daemon finds its sync node, whether that is ready or not. */}}
{{- define "ethereum.sourceHost" -}}
{{ .source.fullname }}-private.{{ .namespace }}.svc.{{ .clusterDomain }}
{{- end }}
