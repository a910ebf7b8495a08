{{/*
Validation that a JSON schema cannot do, because it depends on the facts or on several values. All problems are reported at
once; each message has the field, its value and the fix.
*/}}
{{- define "ethereum.validate" -}}
{{- $problems := include "ethereum.problems" . | trim -}}
{{- if $problems -}}
{{- printf "\n%s" $problems | fail -}}
{{- end -}}
{{- end }}

{{/* One problem per line. Called with the root context. */}}
{{- define "ethereum.problems" -}}
{{- with include "ethereum.reservedNamespace" . }}
- namespace {{ $.Release.Namespace | quote }} is reserved: it is {{ . }}. Deploy into a namespace of the nodes' own (`namespace` of the environment, --namespace of helm).
{{- end -}}
{{- range $client := keys .Values.clients | sortAlpha -}}
{{- if not ($.Files.Get (printf "files/clients/%s.yaml" $client)) }}
- clients.{{ $client }} is not a client. Use one of {{ include "ethereum.factNames" (dict "root" $ "kind" "clients") }}.
{{- end -}}
{{- end -}}
{{- include "ethereum.renamedProblems" . -}}
{{- include "ethereum.storeProblems" . -}}
{{- include "ethereum.gateway.problems" . -}}
{{- if or .Values.nodes .Values.serve .Values.network -}}
{{- $network := include "ethereum.facts" (dict "root" . "kind" "networks" "name" .Values.network) | fromJson -}}
{{- if not $network }}
- network {{ .Values.network | quote }} is not known. Choose one of {{ include "ethereum.factNames" (dict "root" . "kind" "networks") }}.
{{- else -}}
{{- include "ethereum.networkProblems" (dict "values" .Values "network" $network) -}}
{{- range $kind := list "nodes" "serve" -}}
{{- range $name := keys (index $.Values $kind) | sortAlpha -}}
{{- include "ethereum.nodeProblems" (dict "root" $ "kind" $kind "name" $name "network" $network) -}}
{{- end -}}
{{- end -}}
{{- include "ethereum.wrongNames" . -}}
{{- include "ethereum.portProblems" . -}}
{{- end -}}
{{- end -}}
{{- end }}

{{- define "ethereum.networkProblems" -}}
{{- if and (ne .network.kind "devnet") .values.networkConfig }}
- networkConfig is set, but the facts of network {{ .network.name | quote }} are fixed. Remove networkConfig, or choose network "devnet".
{{- else if and (eq .network.kind "devnet") (or .values.nodes .values.serve) (not .values.networkConfig.existingConfigMap) }}
- networkConfig.existingConfigMap is missing: network {{ .network.name | quote }} has no genesis of its own. Name a ConfigMap with the keys genesis.json, config.yaml and genesis.ssz.
{{- end -}}
{{- end }}

{{/* Called with a dict of `root`, `kind` (nodes or serve), `name` and `network` (facts). */}}
{{- define "ethereum.nodeProblems" -}}
{{- $own := index .root.Values .kind .name -}}
{{- $context := mergeOverwrite (dict "own" $own "path" (printf "%s.%s" .kind .name)) . -}}
{{- $clients := include "ethereum.clientsProblems" $context -}}
{{- $clients -}}
{{- include "ethereum.nameProblems" $context -}}
{{- if not $clients -}}
{{- $node := include "ethereum.node" . | fromJson -}}
{{- include "ethereum.tagProblems" (dict "node" $node "own" $own "values" .root.Values "layer" "execution") -}}
{{- include "ethereum.plainSecretProblems" (dict "node" $node "layer" "execution") -}}
{{- if $node.daemon -}}
{{- include "ethereum.poolProblems" $node -}}
{{- else -}}
{{- $history := include "ethereum.historyProblems" $node -}}
{{- $history -}}
{{- if not $history }}{{ include "ethereum.storageProblems" (dict "node" $node "layer" "execution") }}{{ include "ethereum.historyChangeProblems" $node }}{{ end -}}
{{- if $node.consensus.embedded -}}
{{- include "ethereum.embeddedProblems" (dict "node" $node "own" $own) -}}
{{- else -}}
{{- include "ethereum.storageProblems" (dict "node" $node "layer" "consensus") -}}
{{- include "ethereum.tagProblems" (dict "node" $node "own" $own "values" .root.Values "layer" "consensus") -}}
{{- end -}}
{{- if not $node.consensus.embedded }}{{ include "ethereum.plainSecretProblems" (dict "node" $node "layer" "consensus") }}{{ end -}}
{{- include "ethereum.checkpointProblems" $node -}}
{{- include "ethereum.graceProblems" $node -}}
{{- include "ethereum.validatorProblems" $node -}}
{{- include "ethereum.validators.problems" $node -}}
{{- if eq .kind "nodes" }}{{ include "ethereum.mev.problems" $node }}{{ end -}}
{{- include "ethereum.restoreProblems" $node -}}
{{- include "ethereum.snapshotProblems" $node -}}
{{- if eq .kind "serve" }}{{ include "ethereum.poolProblems" $node }}{{ else }}{{ include "ethereum.exposureProblems" $node }}{{ end -}}
{{- end -}}
{{- end -}}
{{- end }}

{{/* Which clients, and whether they can be had: without them a node cannot be finished. Called with a dict as below and `kind`. */}}
{{- define "ethereum.clientsProblems" -}}
{{- $mode := .own.mode | default .root.Values.serveDefaults.mode -}}
{{- if and (eq .kind "serve") (eq $mode "rpcdaemon") -}}
{{- include "ethereum.daemonProblems" . -}}
{{- else -}}
{{- include "ethereum.clientProblems" (set . "layer" "execution") -}}
{{- include "ethereum.clientProblems" (set . "layer" "consensus") -}}
{{- end -}}
{{- end }}

{{/* Names that are of two things, or of none. Called with the root context. */}}
{{- define "ethereum.wrongNames" -}}
{{- $boot := .Values.networkConfig.bootNode -}}
{{- if and $boot (or .Values.nodes .Values.serve) (not .Values.only) (not (hasKey .Values.nodes $boot)) }}
- networkConfig.bootNode {{ $boot | quote }} is not one of nodes. Name one of {{ keys .Values.nodes | sortAlpha | join ", " }}.
{{- end -}}
{{- range $name := keys .Values.serve | sortAlpha -}}
{{- if hasKey $.Values.nodes $name }}
- serve.{{ $name }} has the name of nodes.{{ $name }}. Rename one of them.
{{- end -}}
{{- end -}}
{{- include "ethereum.nameCollisions" . -}}
{{- if and .Values.only (not (hasKey .Values.nodes .Values.only)) (not (hasKey .Values.serve .Values.only)) }}
- only {{ .Values.only | quote }} is neither one of nodes nor of serve. Name one of them, or remove it.
{{- end -}}
{{- end }}

{{/*
Nodes and pools whose objects would have the names of others' objects: a Service `<name>-headless` of one is the Service of a
node that is called so. Called with the root context.
*/}}
{{- define "ethereum.nameCollisions" -}}
{{- $taken := dict (include "ethereum.gateway.name" .Values.network) "the gateway's" (printf "%s-metrics" (include "ethereum.gateway.name" .Values.network)) "the gateway's" -}}
{{- $fullnames := dict -}}
{{- range $kind := list "nodes" "serve" -}}
{{- range $name := keys (index $.Values $kind) | sortAlpha -}}
{{- $fullname := include "ethereum.ownFullname" (dict "root" $ "name" $name) -}}
{{- $field := printf "%s.%s" $kind $name -}}
{{- if and (hasKey $fullnames $fullname) (not (hasSuffix (printf ".%s" $name) (get $fullnames $fullname))) }}
- {{ $field }} gets the name {{ $fullname | quote }}, and so does {{ get $fullnames $fullname }}. Rename one of them, or the release.
{{- end -}}
{{- $_ := set $fullnames $fullname $field -}}
{{- range $suffix := list "headless" "metrics" "network" "p2p" "private" "snapshot" "validators" -}}
{{- $_ := set $taken (printf "%s-%s" $fullname $suffix) (printf "one of the objects of %s" $field) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- range $fullname := keys $fullnames | sortAlpha -}}
{{- with get $taken $fullname }}
- {{ get $fullnames $fullname }} gets the name {{ $fullname | quote }}, which is {{ . }}, too. Rename it.
{{- end -}}
{{- end -}}
{{- end }}

{{/* Is there a client, of this layer, for this network, that the chart deploys? */}}
{{- define "ethereum.clientProblems" -}}
{{- $field := printf "%s.%s.client" .path .layer -}}
{{- $client := (index .own .layer | default dict).client -}}
{{- $facts := dict -}}
{{- with $client }}{{ $facts = include "ethereum.facts" (dict "root" $.root "kind" "clients" "name" .) | fromJson }}{{ end -}}
{{- $fitting := dict "root" .root "layer" .layer "network" .network.name -}}
{{- if not $client }}
{{- if not (and (eq .layer "consensus") (include "ethereum.embedsConsensus" .)) }}
- {{ $field }} is missing: a node is an execution and a consensus client. Choose one of {{ include "ethereum.deployableClients" $fitting }}.
{{- end }}
{{- else if ne ($facts.layer | default "") .layer }}
- {{ $field }} {{ $client | quote }} is not a client of the {{ .layer }} layer. Choose one of {{ include "ethereum.deployableClients" $fitting }}.
{{- else if not $facts.deployable.chart }}
- {{ $field }} {{ $client | quote }} is refused: {{ $facts.deployable.reason }}. Choose one of {{ include "ethereum.deployableClients" $fitting }}.
{{- else if not (has .network.name $facts.networks) }}
- {{ $field }} {{ $client | quote }} does not support network {{ .network.name | quote }}. Choose one of {{ include "ethereum.deployableClients" $fitting }}.
{{- end -}}
{{- end }}

{{/* "true" where the node's execution client can do without a consensus client. Called like `ethereum.clientProblems`. */}}
{{- define "ethereum.embedsConsensus" -}}
{{- with (.own.execution | default dict).client -}}
{{- $facts := include "ethereum.facts" (dict "root" $.root "kind" "clients" "name" .) | fromJson -}}
{{- if $facts.embeddedConsensus }}true{{ end -}}
{{- end -}}
{{- end }}

{{/* Settings of a consensus client that is not there. Called with a dict of `node` and `own`. */}}
{{- define "ethereum.embeddedProblems" -}}
{{- range $key := keys (omit (.own.consensus | default dict) "client" "checkpointSync" "checkpointQuorum") | sortAlpha }}
- {{ $.node.path }}.consensus.{{ $key }} has no effect: {{ $.node.execution.client }} runs {{ $.node.consensus.client }} itself. Remove it, or set {{ $.node.path }}.consensus.client.
{{- end -}}
{{- end }}

{{/* Pods carry the name and a hash of 11 characters in a label of at most 63. */}}
{{- define "ethereum.nameProblems" -}}
{{- $fullname := include "ethereum.fullname" (dict "release" .root.Release.Name "node" .name) -}}
{{- if gt (len $fullname) 52 }}
- {{ .path }}: the name {{ $fullname | quote }} has {{ len $fullname }} characters, and 52 is the most that a {{ ternary "Deployment" "StatefulSet" (eq .kind "serve") }} can have. Shorten the {{ ternary "pool" "node" (eq .kind "serve") }}'s name or the release's.
{{- end -}}
{{- end }}

{{- define "ethereum.historyProblems" -}}
{{- $modes := include "ethereum.historyModes" (dict "client" .execution.facts "network" .network) -}}
{{- if not (has .execution.history (splitList ", " $modes)) }}
- {{ .path }}.execution.history {{ .execution.history | quote }} is not what {{ .execution.client }} can do on {{ .network.name }}. Choose one of {{ $modes }}.
{{- end -}}
{{- end }}

{{/*
A release that leaves the network's chain, or never follows it. A daemon without a tag of its own has its sync node's, which
is judged there. Called with a dict of `node` (finished), `own` (as in the values), `values` and `layer`.
*/}}
{{- define "ethereum.tagProblems" -}}
{{- $client := index .node .layer -}}
{{- $tag := $client.image.tag | toString -}}
{{- if or (not .node.daemon) (include "ethereum.ownTag" (index .own .layer)) -}}
{{- with include "ethereum.tagReason" (dict "facts" $client.facts "network" .node.network.name "tag" $tag) }}
- {{ include "ethereum.tagField" $ }} {{ $tag | quote }} is refused on {{ $.node.network.name }}: {{ $client.client }} {{ $tag }} {{ . }}. Use {{ $client.facts.image.tag }}.
{{- end -}}
{{- end -}}
{{- end }}

{{/* The tag that a layer of the values sets, if it does. Called with the layer, which may be nothing. */}}
{{- define "ethereum.ownTag" -}}
{{- ((. | default dict).image | default dict).tag | default "" -}}
{{- end }}

{{/* Where the values say a client's image tag: the most specific place, as _node.tpl takes it. Called as above. */}}
{{- define "ethereum.tagField" -}}
{{- $client := (index .node .layer).client -}}
{{- $field := printf "nodeDefaults.%s" .layer -}}
{{- if and (eq .node.role "serve") (include "ethereum.ownTag" (index .values.serveDefaults .layer)) }}{{ $field = printf "serveDefaults.%s" .layer }}{{ end -}}
{{- if include "ethereum.ownTag" (index .values.clients $client) }}{{ $field = printf "clients.%s" $client }}{{ end -}}
{{- if include "ethereum.ownTag" (index .own .layer) }}{{ $field = printf "%s.%s" .node.path .layer }}{{ end -}}
{{- $field -}}.image.tag
{{- end }}

{{/* Called with a dict of `node` and `layer`. */}}
{{- define "ethereum.storageProblems" -}}
{{- $client := index .node .layer -}}
{{- $field := printf "%s.%s.storage.size" .node.path .layer -}}
{{- $figures := include "ethereum.storageFacts" (dict "facts" $client.facts "network" .node.network "history" $client.history) | fromJson -}}
{{- $what := printf "%s needs on %s" $client.client .node.network.name -}}
{{- with $client.history }}{{ $what = printf "%s with history %q" $what . }}{{ end -}}
{{- if not $client.storage.size }}
- {{ $field }} is missing, and there is no published figure of what {{ $what }}. Set it.
{{- else if and $figures.minimumGi (not .node.acceptSmallDisk) (lt (include "ethereum.gib" $client.storage.size | int) (int $figures.minimumGi)) }}
- {{ $field }} {{ $client.storage.size }} is below what {{ $what }} ({{ $figures.minimumGi }}Gi). Raise it, {{ if eq .layer "execution" }}choose another history, {{ end }}or set {{ .node.path }}.acceptSmallDisk.
{{- end -}}
{{- if and $client.storage.ephemeral (ne .node.network.kind "devnet") }}
- {{ .node.path }}.{{ .layer }}.storage.ephemeral is for devnets: on {{ .node.network.name }} every start would be a first sync. Remove it.
{{- end -}}
{{- end }}

{{/* A client that is killed starts again from its last flush, hours back. */}}
{{- define "ethereum.graceProblems" -}}
{{- $needed := include "ethereum.neededGrace" . | int -}}
{{- $chosen := .terminationGracePeriodSeconds | int -}}
{{- if and $chosen (lt $chosen $needed) (ne .network.kind "devnet") }}
- {{ .path }}.terminationGracePeriodSeconds {{ $chosen }} is below what {{ .execution.client }} and {{ .consensus.client }} need to stop cleanly ({{ $needed }}). Raise it, or remove it.
{{- end -}}
{{- end }}

{{- define "ethereum.validatorProblems" -}}
{{- $field := printf "%s.consensus.interopValidators %q" .path (.consensus.interopValidators | default "") -}}
{{- if and .consensus.interopValidators (ne .network.kind "devnet") }}
- {{ $field }} is for a devnet only: the interop keys are public, and this chart has no slashing protection. Remove it, and let a validator client of your own use exposure.beacon "validators"; or choose network "devnet".
{{- else if and .consensus.interopValidators (ne .consensus.client "lodestar") }}
- {{ $field }} needs a validator client that {{ .consensus.client }} has not here. Remove it, or choose consensus client "lodestar".
{{- end -}}
{{- end }}

{{/* Ports on the machines are scarce and shared, so they are never chosen silently. No role lets a pod read its Service's address. */}}
{{- define "ethereum.exposureProblems" -}}
{{- $needed := include "ethereum.p2pFacts" . | fromJson -}}
{{- if eq .p2p.exposure "nodePort" -}}
{{- range $port := keys $needed | sortAlpha -}}
{{- if not (index ($.p2p.nodePorts | default dict) $port) }}
- {{ $.path }}.p2p.nodePorts.{{ $port }} is missing: exposure "nodePort" needs a port of its own for each. Set one that no other Service has, usually between 30000 and 32767.
{{- end -}}
{{- end -}}
{{- range $port := keys ($.p2p.nodePorts | default dict) | sortAlpha -}}
{{- if not (hasKey $needed $port) }}
- {{ $.path }}.p2p.nodePorts.{{ $port }} is of no use: {{ $.execution.client }} with {{ $.consensus.client }} listens on {{ keys $needed | sortAlpha | join ", " }} only. Remove it.
{{- end -}}
{{- end -}}
{{- else if and (eq .p2p.exposure "loadBalancer") (not .p2p.address) }}
- {{ .path }}.p2p.address is missing: with exposure "loadBalancer" the clients announce the load balancer's address, which no pod can know. Reserve one and set it, or choose exposure "nodePort".
{{- end -}}
{{- end }}

{{/* Two nodes of one release on one node port. Called with the root context. */}}
{{- define "ethereum.portProblems" -}}
{{- $taken := dict -}}
{{- range $name := keys .Values.nodes | sortAlpha -}}
{{- $p2p := (index $.Values.nodes $name).p2p | default dict -}}
{{- range $port := keys ($p2p.nodePorts | default dict) | sortAlpha -}}
{{- $number := index $p2p.nodePorts $port | int | toString -}}
{{- $field := printf "nodes.%s.p2p.nodePorts.%s" $name $port -}}
{{- if hasKey $taken $number }}
- {{ $field }} {{ $number }} is taken by {{ index $taken $number }}. Give each its own.
{{- end -}}
{{- $_ := set $taken $number $field -}}
{{- end -}}
{{- end -}}
{{- end }}

{{/* Why no nodes are deployed into the namespace of the release; empty where it is theirs. Called with the root context. */}}
{{- define "ethereum.reservedNamespace" -}}
{{- $reserved := include "ethereum.facts" (dict "root" . "kind" "namespaces" "name" "reserved") | fromJson -}}
{{- $reason := dig .Release.Namespace (dig .Release.Namespace "reason" "" $reserved.layers) $reserved.names -}}
{{- range $prefix, $why := $reserved.prefixes -}}
{{- if hasPrefix $prefix $.Release.Namespace }}{{ $reason = $reason | default $why }}{{ end -}}
{{- end -}}
{{- $reason -}}
{{- end }}
