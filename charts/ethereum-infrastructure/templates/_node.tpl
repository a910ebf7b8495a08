{{/*
From values to the one node or pool of a release: `.node` of the root context is the values with everything that follows from them
and from the facts. The first template that needs it sets it, and all others read the same: Helm hands one root context to every
template of a chart. `.sync` is the node where it is one, `.pool` where it is a pool, and `.snapshotted` where snapshots are taken of it.

For each key the values win over the facts. Called with the root context.
*/}}
{{- define "ethereum.resolve" -}}
{{- if not (hasKey . "node") -}}
{{- include "ethereum.setIdentity" . -}}
{{- $problems := list (include "ethereum.valueProblems" .) -}}
{{- if .node.network.name -}}
{{- $clients := include "ethereum.clientsProblems" . -}}
{{- $problems = append $problems $clients -}}
{{- if not $clients -}}
{{- include "ethereum.setClients" . -}}
{{- include "ethereum.setPorts" .node -}}
{{- $problems = append $problems (include "ethereum.nodeProblems" .node) -}}
{{- end -}}
{{- end -}}
{{- $problems = $problems | join "" | trim -}}
{{- $node := .node -}}
{{- if $problems -}}
{{- /* helm lint goes on after a failure: nothing is rendered then. */ -}}
{{- $node = dict -}}
{{- $_ := set . "node" $node -}}
{{- printf "\n%s" $problems | fail -}}
{{- end -}}
{{- $_ := set . "sync" (ternary $node dict (eq (get $node "role") "sync")) -}}
{{- $_ := set . "pool" (ternary $node dict (eq (get $node "role") "serve")) -}}
{{- $_ := set . "snapshotted" dict -}}
{{- if $node }}{{ if include "ethereum.takesSnapshots" $node }}{{ $_ := set . "snapshotted" $node }}{{ end }}{{ end -}}
{{- end -}}
{{- end -}}

{{/* Values, names, and the facts that no client decides. */}}
{{- define "ethereum.setIdentity" -}}
{{- $_ := set . "recordedImages" (.Files.Get "files/images.yaml" | fromYaml) -}}
{{- $_ := set . "storeFacts" (.Files.Get "files/stores/kinds.yaml" | fromYaml) -}}
{{- $node := deepCopy (omit .Values "global") -}}
{{- $_ := set . "node" $node -}}
{{- $name := .Values.fullnameOverride | default .Release.Name -}}
{{- $_ := set $node "name" $name -}}
{{- $_ := set $node "fullname" $name -}}
{{- $_ := set $node "appName" (.Values.nameOverride | default .Chart.Name) -}}
{{- $_ := set $node "kubernetesId" ($node.entityRef | default $name | splitList "/" | last) -}}
{{- $_ := set $node "namespace" .Release.Namespace -}}
{{- $_ := set $node "chart" (dict "name" .Chart.Name "version" .Chart.Version) -}}
{{- $_ := set $node "release" (dict "name" .Release.Name "service" .Release.Service) -}}
{{- $_ := set $node "network" (.Files.Get (printf "files/networks/%s.yaml" .Values.network) | fromYaml) -}}
{{- $_ := set $node "networkClients" (get $node.network "clients" | default dict) -}}
{{- $_ := unset $node.network "clients" -}}
{{- $_ := set $node "network" (mergeOverwrite $node.network (omit $node.networkConfig "existingConfigMap" "bootNode")) -}}
{{- $_ := set $node "genesisConfigMap" ($node.networkConfig.existingConfigMap | default "") -}}
{{- $_ := set $node "daemon" (and (eq .Values.role "serve") (eq .Values.mode "rpcdaemon")) -}}
{{- $_ := set $node "boot" dict -}}
{{- with $node.networkConfig.bootNode -}}
{{- if eq $node.network.kind "devnet" }}{{ $_ := set $node "boot" (dict "name" . "fullname" . "itself" (eq . $node.name)) }}{{ end -}}
{{- end -}}
{{- $_ := set $node "storeKind" dict -}}
{{- range .storeFacts.kinds }}{{ if hasPrefix .scheme $node.snapshotStore.url }}{{ $_ := set $node "storeKind" . }}{{ end }}{{ end -}}
{{- if $node.mev.enabled }}{{ $_ := set $node.mev "facts" (.Files.Get "files/mev-boost.yaml" | fromYaml) }}{{ end -}}
{{- range list "nodeHealth" "deltaSync" "snapshotBuilder" "mev" -}}
{{- $image := (index $node .).image -}}
{{- $_ := set $image "digest" (include "ethereum.recordedDigest" (dict "root" $ "image" $image)) -}}
{{- end -}}
{{- end }}

{{/* Both clients. One that embeds a consensus client, and a daemon, which reads another node's database, have no second container. */}}
{{- define "ethereum.setClients" -}}
{{- $node := .node -}}
{{- include "ethereum.setClient" (dict "root" . "layer" "execution") -}}
{{- if and $node.execution.facts.embeddedConsensus (not $node.consensus.client) -}}
{{- $embedded := dict "facts" $node.execution.facts -}}
{{- include (printf "ethereum.%s.setEmbeddedConsensus" $node.execution.client) $embedded -}}
{{- $_ := set $node "consensus" (merge (dict "client" $embedded.consensus.name "embedded" true "facts" $embedded.consensus "image" $node.execution.image) $node.consensus) -}}
{{- else -}}
{{- include "ethereum.setClient" (dict "root" . "layer" "consensus") -}}
{{- $_ := set $node.consensus "embedded" $node.daemon -}}
{{- end -}}
{{- end }}

{{/*
One client: `facts` hold what its data file says of the release that is deployed, everything else is settings, and unset
values are filled from the facts. Called with a dict of `root` and `layer`.
*/}}
{{- define "ethereum.setClient" -}}
{{- $node := .root.node -}}
{{- $client := index $node .layer -}}
{{- $facts := .root.Files.Get (printf "files/clients/%s.yaml" $client.client) | fromYaml -}}
{{- include "ethereum.setNetworkOfClient" (dict "node" $node "facts" $facts) -}}
{{- $image := $facts.image -}}
{{- /* The digest in the facts belongs to their image only. */ -}}
{{- if or $client.image.repository $client.image.tag }}{{ $image = omit $image "digest" }}{{ end -}}
{{- $_ := merge $client.image $image -}}
{{- $_ := set $client.image "digest" (include "ethereum.recordedDigest" (dict "root" .root "image" $client.image)) -}}
{{- if and (eq .layer "execution") (not $client.history) -}}
{{- $_ := set $client "history" (include "ethereum.historyModes" (dict "client" $facts "network" $node.network) | splitList ", " | first) -}}
{{- end -}}
{{- if and (eq $node.network.name "mainnet") $facts.memoryGi -}}
{{- $_ := merge $client.resources (dict "requests" (dict "memory" (printf "%vGi" $facts.memoryGi))) -}}
{{- end -}}
{{- include "ethereum.setFactsOfRelease" (dict "facts" $facts "image" $client.image) -}}
{{- $figures := index $facts.storage $node.network.name | default dict -}}
{{- if eq .layer "execution" }}{{ $figures = index $figures $client.history | default dict }}{{ end -}}
{{- $_ := set $client "figures" $figures -}}
{{- if and (not $client.storage.size) $figures.suggestedGi -}}
{{- $_ := set $client.storage "size" (printf "%vGi" $figures.suggestedGi) -}}
{{- end -}}
{{- $_ := set $client "facts" $facts -}}
{{- end }}

{{/* Lists of ports, as `{name, port, protocol}`, that several templates need. Called with the node. */}}
{{- define "ethereum.setPorts" -}}
{{- $_ := set . "ports" dict -}}
{{- include "ethereum.setP2pPorts" . -}}
{{- include "ethereum.setRpcPorts" . -}}
{{- include "ethereum.setMetricsPorts" . -}}
{{- $_ := set .ports "private" (list
  (dict "name" "private-api" "port" .execution.facts.ports.grpc)
  (dict "name" "beacon" "port" .consensus.facts.ports.http)) -}}
{{- end }}
