{{/*
From values to nodes and serve pools. Every manifest ranges over `include "ethereum.nodes" . | fromJsonArray`, or over
`ethereum.pools`, or `ethereum.workloads`, which are both, so that it reads like plain YAML over one finished node and no
manifest merges anything itself. A pool is a node whose `role` is serve, and that has more pods than one.

For each key the most specific place wins: nodes.<name> or serve.<name>, then clients.<client>, then for a pool
serveDefaults, then nodeDefaults, then the facts.

All manifests of a render share their values, so that the first to ask leaves its answer there for the others.
*/}}
{{- define "ethereum.nodes" -}}
{{- include "ethereum.finish" . -}}
{{- .Values.finishedNodes -}}
{{- end }}

{{- define "ethereum.pools" -}}
{{- include "ethereum.finish" . -}}
{{- .Values.finishedPools -}}
{{- end }}

{{- define "ethereum.workloads" -}}
{{- include "ethereum.finish" . -}}
{{- .Values.finishedWorkloads -}}
{{- end }}

{{- define "ethereum.finish" -}}
{{- if not (hasKey .Values "finishedNodes") -}}
{{- include "ethereum.renameValues" . -}}
{{- include "ethereum.validate" . -}}
{{- $_ := set .Values "finishedNodes" (include "ethereum.finished" (dict "root" . "kind" "nodes")) -}}
{{- $_ := set .Values "finishedPools" (include "ethereum.finished" (dict "root" . "kind" "serve")) -}}
{{- $_ := set .Values "finishedWorkloads" (concat (fromJsonArray .Values.finishedNodes) (fromJsonArray .Values.finishedPools) | toJson) -}}
{{- end -}}
{{- end }}

{{/* Those that this release deploys, as JSON. Called with a dict of `root` and `kind` (nodes or serve). */}}
{{- define "ethereum.finished" -}}
{{- $network := include "ethereum.network" .root | fromJson -}}
{{- $only := .root.Values.only -}}
{{- $nodes := list -}}
{{- range $name := keys (index .root.Values .kind) | sortAlpha -}}
{{- if or (not $only) (eq $only $name) -}}
{{- $nodes = append $nodes (include "ethereum.node" (dict "root" $.root "kind" $.kind "name" $name "network" $network) | fromJson) -}}
{{- end -}}
{{- end -}}
{{- $nodes | toJson -}}
{{- end }}

{{/* One finished node or pool as JSON. Called with a dict of `root`, `kind` (nodes or serve), `name` and `network` (facts). */}}
{{- define "ethereum.node" -}}
{{- $values := .root.Values -}}
{{- $own := index $values .kind .name -}}
{{- $isPool := eq .kind "serve" -}}
{{- $defaults := deepCopy $values.nodeDefaults -}}
{{- if $isPool }}{{ $defaults = mergeOverwrite $defaults (deepCopy $values.serveDefaults) (dict "p2p" (dict "exposure" "none")) }}{{ end -}}
{{- $node := mergeOverwrite (deepCopy $defaults) (deepCopy (omit $own "execution" "consensus")) -}}
{{- $_ := set $node "role" (ternary "serve" "sync" $isPool) -}}
{{- $_ := set $node "path" (printf "%s.%s" .kind .name) -}}
{{- $_ := set $node "daemon" (and $isPool (eq $node.mode "rpcdaemon")) -}}
{{- if $node.daemon -}}
{{- $node = include "ethereum.daemonLayers" (dict "root" .root "node" $node "own" $own "defaults" $defaults "network" .network) | fromJson -}}
{{- else -}}
{{- $layer := dict "root" .root "network" .network "defaults" $defaults "own" $own -}}
{{- $_ := set $node "execution" (include "ethereum.layer" (set $layer "layer" "execution") | fromJson) -}}
{{- if and $node.execution.facts.embeddedConsensus (not (dig "consensus" "client" "" $own)) -}}
{{- $_ := set $node "consensus" (include "ethereum.embeddedConsensus" (set $layer "execution" $node.execution) | fromJson) -}}
{{- else -}}
{{- $_ := set $node "consensus" (include "ethereum.layer" (set $layer "layer" "consensus") | fromJson) -}}
{{- end -}}
{{- end -}}
{{- if not $isPool }}{{ $_ := set $node "readers" (include "ethereum.databaseReaders" . | fromJsonArray) }}{{ end -}}
{{- $_ := set $node "name" .name -}}
{{- $_ := set $node "fullname" (include "ethereum.ownFullname" .) -}}
{{- $_ := set $node "kubernetesId" ($node.entityRef | default .name | splitList "/" | last) -}}
{{- $_ := set $node "namespace" .root.Release.Namespace -}}
{{- $_ := set $node "network" .network -}}
{{- $_ := set $node "boot" (include "ethereum.boot" . | fromJson) -}}
{{- $_ := set $node "chart" (dict "name" .root.Chart.Name "version" .root.Chart.Version) -}}
{{- $_ := set $node "release" (dict "name" .root.Release.Name "service" .root.Release.Service) -}}
{{- range $key := list "clusterDomain" "exposure" "imagePullSecrets" "mesh" "networkPolicy" "owner" "snapshotStore" -}}
{{- $_ := set $node $key (index $values $key) -}}
{{- end -}}
{{- $_ := set $node "storeKind" (include "ethereum.storeKind" .root | fromJson) -}}
{{- /* The node's own `snapshots` say when, these say with what. */ -}}
{{- range $key, $settings := dict "nodeHealth" $values.nodeHealth "deltaSync" $values.deltaSync "snapshotBuilder" $values.snapshots -}}
{{- $image := include "ethereum.recordedImage" (dict "root" $.root "image" $settings.image) | fromJson -}}
{{- $_ := set $node $key (merge (dict "image" $image) $settings) -}}
{{- end -}}
{{- $mev := dict "image" (include "ethereum.recordedImage" (dict "root" .root "image" $node.mev.image) | fromJson) -}}
{{- if $node.mev.enabled }}{{ $_ := set $mev "facts" (.root.Files.Get "files/mev-boost.yaml" | fromYaml) }}{{ end -}}
{{- $_ := set $node "mev" (merge $mev $node.mev) -}}
{{- $_ := set $node "genesisConfigMap" ($values.networkConfig.existingConfigMap | default "") -}}
{{- $node | toJson -}}
{{- end }}

{{/*
One client of a node as JSON: `facts` hold what its data file says of the release that is deployed, everything else is
settings, and unset values are filled from the facts. Called with a dict of `root`, `network`, `defaults`, `own` and `layer`.
*/}}
{{- define "ethereum.layer" -}}
{{- $own := index .own .layer | default dict -}}
{{- $facts := include "ethereum.facts" (dict "root" .root "kind" "clients" "name" $own.client) | fromJson -}}
{{- $client := deepCopy (index .defaults .layer) -}}
{{- range list (index .root.Values.clients $own.client | default dict) $own -}}
{{- /* An emptied history is none: the gateway and the gate read it so. */ -}}
{{- $client = mergeOverwrite $client (deepCopy (ternary . (omit . "history") (not (empty .history)))) -}}
{{- end -}}
{{- $client = merge $client (include "ethereum.layerDefaults" (dict "facts" $facts "network" .network "image" $client.image) | fromJson) -}}
{{- $facts = include "ethereum.factsOfRelease" (dict "facts" $facts "image" $client.image) | fromJson -}}
{{- if not $client.storage.size -}}
{{- $_ := set $client.storage "size" (include "ethereum.suggestedSize" (dict "facts" $facts "network" .network "history" $client.history)) -}}
{{- end -}}
{{- $_ := set $client "image" (include "ethereum.recordedImage" (dict "root" .root "image" $client.image) | fromJson) -}}
{{- set $client "facts" $facts | toJson -}}
{{- end }}

{{/*
The consensus client that runs inside the execution client, as JSON: a client like any other but without a container and
a volume of its own. Called with a dict of `defaults` and `own` as above and `execution` (finished).
*/}}
{{- define "ethereum.embeddedConsensus" -}}
{{- $facts := include (printf "ethereum.%s.embeddedConsensus" .execution.client) .execution | fromJson -}}
{{- $checkpoint := pick (mergeOverwrite (deepCopy .defaults.consensus) (.own.consensus | default dict)) "checkpointSync" "checkpointQuorum" -}}
{{- dict "client" $facts.name "embedded" true "facts" $facts "image" .execution.image | merge $checkpoint | toJson -}}
{{- end }}

{{/* What the facts suggest. Called with a dict of `facts`, `network` and `image` (settings). */}}
{{- define "ethereum.layerDefaults" -}}
{{- $image := .facts.image -}}
{{- if or .image.repository .image.tag }}{{ $image = omit $image "digest" }}{{ end -}}{{/* It is of the facts' image only. */}}
{{- $defaults := dict "image" $image -}}
{{- if eq .facts.layer "execution" -}}
{{- $modes := include "ethereum.historyModes" (dict "client" .facts "network" .network) | splitList ", " -}}
{{- $_ := set $defaults "history" (first $modes) -}}
{{- end -}}
{{- if and (eq .network.name "mainnet") .facts.memoryGi -}}
{{- $_ := set $defaults "resources" (dict "requests" (dict "memory" (printf "%vGi" .facts.memoryGi))) -}}
{{- end -}}
{{- $defaults | toJson -}}
{{- end }}
