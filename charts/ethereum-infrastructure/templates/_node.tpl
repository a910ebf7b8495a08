{{/*
From values to nodes. Every manifest ranges over `include "ethereum.nodes" . | fromJsonArray`, so that it reads like plain
YAML over one finished node and no manifest merges anything itself.

For each key the most specific place wins: nodes.<name>, then clients.<client>, then nodeDefaults, then the facts.

All manifests of a render share their values, so that the first to ask leaves its answer there for the others.
*/}}
{{- define "ethereum.nodes" -}}
{{- if not (hasKey .Values "finishedNodes") -}}
{{- include "ethereum.validate" . -}}
{{- $_ := set .Values "finishedNodes" (include "ethereum.finishedNodes" .) -}}
{{- end -}}
{{- .Values.finishedNodes -}}
{{- end }}

{{- define "ethereum.finishedNodes" -}}
{{- $network := include "ethereum.network" . | fromJson -}}
{{- $nodes := list -}}
{{- range $name := keys .Values.nodes | sortAlpha -}}
{{- $nodes = append $nodes (include "ethereum.node" (dict "root" $ "name" $name "network" $network) | fromJson) -}}
{{- end -}}
{{- $nodes | toJson -}}
{{- end }}

{{/* One finished node as JSON. Called with a dict of `root`, `name` and `network` (facts). */}}
{{- define "ethereum.node" -}}
{{- $values := .root.Values -}}
{{- $own := index $values.nodes .name -}}
{{- $node := mergeOverwrite (deepCopy $values.nodeDefaults) (deepCopy (omit $own "execution" "consensus")) -}}
{{- $layer := dict "root" .root "network" .network "defaults" $values.nodeDefaults "own" $own -}}
{{- $_ := set $node "execution" (include "ethereum.layer" (set $layer "layer" "execution") | fromJson) -}}
{{- if and $node.execution.facts.embeddedConsensus (not (dig "consensus" "client" "" $own)) -}}
{{- $_ := set $node "consensus" (include "ethereum.embeddedConsensus" (set $layer "execution" $node.execution) | fromJson) -}}
{{- else -}}
{{- $_ := set $node "consensus" (include "ethereum.layer" (set $layer "layer" "consensus") | fromJson) -}}
{{- end -}}
{{- $_ := set $node "name" .name -}}
{{- $_ := set $node "fullname" (include "ethereum.fullname" (dict "release" .root.Release.Name "node" .name)) -}}
{{- $_ := set $node "kubernetesId" ($node.entityRef | default .name | splitList "/" | last) -}}
{{- $_ := set $node "namespace" .root.Release.Namespace -}}
{{- $_ := set $node "network" .network -}}
{{- $_ := set $node "chart" (dict "name" .root.Chart.Name "version" .root.Chart.Version) -}}
{{- $_ := set $node "release" (dict "name" .root.Release.Name "service" .root.Release.Service) -}}
{{- range $key := list "clusterDomain" "exposure" "imagePullSecrets" "networkPolicy" "nodeHealth" "owner" -}}
{{- $_ := set $node $key (index $values $key) -}}
{{- end -}}
{{- $_ := set $node "genesisConfigMap" ($values.networkConfig.existingConfigMap | default "") -}}
{{- $node | toJson -}}
{{- end }}

{{/*
One client of a node as JSON: `facts` hold what its data file says, everything else is settings, and what nobody set is
filled from the facts. Called with a dict of `root`, `network`, `defaults`, `own` and `layer`.
*/}}
{{- define "ethereum.layer" -}}
{{- $own := index .own .layer | default dict -}}
{{- $facts := include "ethereum.facts" (dict "root" .root "kind" "clients" "name" $own.client) | fromJson -}}
{{- $client := deepCopy (index .defaults .layer) -}}
{{- $client = mergeOverwrite $client (deepCopy (index .root.Values.clients $own.client | default dict)) (deepCopy $own) -}}
{{- $client = merge $client (include "ethereum.layerDefaults" (dict "facts" $facts "network" .network "image" $client.image) | fromJson) -}}
{{- if not $client.storage.size -}}
{{- $_ := set $client.storage "size" (include "ethereum.suggestedSize" (dict "facts" $facts "network" .network "history" $client.history)) -}}
{{- end -}}
{{- set $client "facts" $facts | toJson -}}
{{- end }}

{{/*
The consensus client that runs inside the execution client, as JSON: a client like any other but without a container and
a volume of its own. Called with a dict of `defaults` and `own` as above and `execution` (finished).
*/}}
{{- define "ethereum.embeddedConsensus" -}}
{{- $facts := include (printf "ethereum.%s.embeddedConsensus" .execution.client) .execution | fromJson -}}
{{- $checkpointSync := dig "consensus" "checkpointSync" .defaults.consensus.checkpointSync .own -}}
{{- dict "client" $facts.name "embedded" true "facts" $facts "image" .execution.image "checkpointSync" $checkpointSync | toJson -}}
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
