{{/*
Validation that a JSON schema cannot do, because it depends on the facts or on several values. All problems are reported at
once; each message has the field, its value and the fix.
*/}}

{{/* What no client decides, one problem per line. Called with the root context. */}}
{{- define "ethereum.valueProblems" -}}
{{- with include "ethereum.reservedNamespace" . }}
- namespace {{ $.Release.Namespace | quote }} is reserved: it is {{ . }}. Deploy into a namespace of the nodes' own (`namespace` of the environment, --namespace of helm).
{{- end -}}
{{- include "ethereum.formerProblems" . -}}
{{- include "ethereum.extensions.sharedProblems" . -}}
{{- include "ethereum.storeProblems" . -}}
{{- if not .node.network.name }}
- network {{ .Values.network | quote }} is not known. Choose one of {{ include "ethereum.factNames" (dict "root" . "kind" "networks") }}.
{{- else -}}
{{- include "ethereum.networkProblems" .node -}}
{{- include "ethereum.nameProblems" .node -}}
{{- end -}}
{{- end }}

{{- define "ethereum.networkProblems" -}}
{{- if and (ne .network.kind "devnet") .networkConfig }}
- networkConfig is set, but the facts of network {{ .network.name | quote }} are fixed. Remove networkConfig, or choose network "devnet".
{{- else if and (eq .network.kind "devnet") (not .networkConfig.existingConfigMap) }}
- networkConfig.existingConfigMap is missing: network {{ .network.name | quote }} has no genesis of its own. Name a ConfigMap with the keys genesis.json, config.yaml and genesis.ssz.
{{- end -}}
{{- end }}

{{/* One problem per line. Called with a resolved node. */}}
{{- define "ethereum.nodeProblems" -}}
{{- include "ethereum.extensions.problems" . -}}
{{- include "ethereum.tagProblems" (dict "node" . "layer" "execution") -}}
{{- include "ethereum.plainSecretProblems" (dict "node" . "layer" "execution") -}}
{{- if .daemon -}}
{{- include "ethereum.poolProblems" . -}}
{{- else -}}
{{- $history := include "ethereum.historyProblems" . -}}
{{- $history -}}
{{- if not $history }}{{ include "ethereum.storageProblems" (dict "node" . "layer" "execution") }}{{ include "ethereum.historyChangeProblems" . }}{{ end -}}
{{- if .consensus.embedded -}}
{{- include "ethereum.embeddedProblems" . -}}
{{- else -}}
{{- include "ethereum.storageProblems" (dict "node" . "layer" "consensus") -}}
{{- include "ethereum.tagProblems" (dict "node" . "layer" "consensus") -}}
{{- include "ethereum.plainSecretProblems" (dict "node" . "layer" "consensus") -}}
{{- end -}}
{{- include "ethereum.checkpointProblems" . -}}
{{- include "ethereum.graceProblems" . -}}
{{- include "ethereum.validatorProblems" . -}}
{{- include "ethereum.validators.problems" . -}}
{{- if eq .role "sync" }}{{ include "ethereum.mev.problems" . }}{{ end -}}
{{- include "ethereum.restoreProblems" . -}}
{{- include "ethereum.snapshotProblems" . -}}
{{- if not .daemon }}{{ include "ethereum.externalProblems" . }}{{ end -}}
{{- if eq .role "serve" }}{{ include "ethereum.poolProblems" . }}{{ else }}{{ include "ethereum.exposureProblems" . }}{{ end -}}
{{- end -}}
{{- end }}

{{/* Which clients, and whether they can be had: without them a node cannot be resolved. Called with the root context. */}}
{{- define "ethereum.clientsProblems" -}}
{{- if .node.daemon -}}
{{- include "ethereum.daemonProblems" . -}}
{{- end -}}
{{- include "ethereum.clientProblems" (dict "root" . "node" .node "layer" "execution") -}}
{{- include "ethereum.clientProblems" (dict "root" . "node" .node "layer" "consensus") -}}
{{- end }}

{{/* Is there a client, of this layer, for this network, that the chart deploys? */}}
{{- define "ethereum.clientProblems" -}}
{{- $field := printf "%s.client" .layer -}}
{{- $client := (index .node .layer).client -}}
{{- $facts := dict -}}
{{- with $client }}{{ $facts = $.root.Files.Get (printf "files/clients/%s.yaml" .) | fromYaml }}{{ end -}}
{{- include "ethereum.setNetworkOfClient" (dict "node" .node "facts" $facts) -}}
{{- $fitting := dict "root" .root "layer" .layer "node" .node -}}
{{- if not $client }}
{{- if not (and (eq .layer "consensus") (include "ethereum.embedsConsensus" .)) }}
- {{ $field }} is missing: a node is an execution and a consensus client. Choose one of {{ include "ethereum.deployableClients" $fitting }}.
{{- end }}
{{- else if ne ($facts.layer | default "") .layer }}
- {{ $field }} {{ $client | quote }} is not a client of the {{ .layer }} layer. Choose one of {{ include "ethereum.deployableClients" $fitting }}.
{{- else if not $facts.deployable.chart }}
- {{ $field }} {{ $client | quote }} is refused: {{ $facts.deployable.reason }}. Choose one of {{ include "ethereum.deployableClients" $fitting }}.
{{- else if not (has .node.network.name $facts.networks) }}
- {{ $field }} {{ $client | quote }} does not support network {{ .node.network.name | quote }}. Choose one of {{ include "ethereum.deployableClients" $fitting }}.
{{- end -}}
{{- end }}

{{/* "true" where the node's execution client can do without a consensus client. Called like `ethereum.clientProblems`. */}}
{{- define "ethereum.embedsConsensus" -}}
{{- with .node.execution.client -}}
{{- $facts := $.root.Files.Get (printf "files/clients/%s.yaml" .) | fromYaml -}}
{{- if $facts.embeddedConsensus }}true{{ end -}}
{{- end -}}
{{- end }}

{{/* Settings of a consensus client that is not there. Sizes and classes of volumes may be those of all nodes of an environment. */}}
{{- define "ethereum.embeddedProblems" -}}
{{- range $key := list "args" "command" "env" "extraArgs" "interopValidators" "lifecycle" }}
{{- if index $.consensus $key }}
- consensus.{{ $key }} has no effect: {{ $.execution.client }} runs {{ $.consensus.client }} itself. Remove it, or set consensus.client.
{{- end -}}
{{- end -}}
{{- end }}

{{/* Pods carry the name and a hash of 11 characters in a label of at most 63. */}}
{{- define "ethereum.nameProblems" -}}
{{- $gateway := include "ethereum.gateway.name" .network.name -}}
{{- if has .fullname (list $gateway (printf "%s-metrics" $gateway)) }}
- the name {{ .fullname | quote }} is taken by the gateway of {{ .network.name }}. Rename the release.
{{- end -}}
{{- if not (regexMatch "^[a-z]([-a-z0-9]*[a-z0-9])?$" .fullname) }}
- the name {{ .fullname | quote }} is not one that a Service can have: small letters, digits and dashes, a letter first. Rename the release.
{{- end -}}
{{- if gt (len .fullname) 52 }}
- the name {{ .fullname | quote }} has {{ len .fullname }} characters, and 52 is the most that a {{ ternary "Deployment" "StatefulSet" (eq .role "serve") }} can have. Shorten the name of the release.
{{- end -}}
{{- end }}

{{- define "ethereum.historyProblems" -}}
{{- $modes := include "ethereum.historyModes" (dict "client" .execution.facts "network" .network) -}}
{{- if not (has .execution.history (splitList ", " $modes)) }}
- execution.history {{ .execution.history | quote }} is not what {{ .execution.client }} can do on {{ .network.name }}. Choose one of {{ $modes }}.
{{- end -}}
{{- end }}

{{/* A release that leaves the network's chain, or never follows it. Called with a dict of `node` and `layer`. */}}
{{- define "ethereum.tagProblems" -}}
{{- $client := index .node .layer -}}
{{- $tag := $client.image.tag | toString -}}
{{- with include "ethereum.tagReason" (dict "facts" $client.facts "network" .node.network.name "tag" $tag) }}
- {{ $.layer }}.image.tag {{ $tag | quote }} is refused on {{ $.node.network.name }}: {{ $client.client }} {{ $tag }} {{ . }}. Use {{ $client.facts.image.tag }}.
{{- end -}}
{{- end }}

{{/* Called with a dict of `node` and `layer`. */}}
{{- define "ethereum.storageProblems" -}}
{{- $client := index .node .layer -}}
{{- $field := printf "%s.storage.size" .layer -}}
{{- $figures := $client.figures -}}
{{- $what := printf "%s needs on %s" $client.client .node.network.name -}}
{{- with $client.history }}{{ $what = printf "%s with history %q" $what . }}{{ end -}}
{{- if not $client.storage.size }}
- {{ $field }} is missing, and there is no published figure of what {{ $what }}. Set it.
{{- else if and $figures.minimumGi (not .node.acceptSmallDisk) (lt (include "ethereum.gib" $client.storage.size | int) (int $figures.minimumGi)) }}
- {{ $field }} {{ $client.storage.size }} is below what {{ $what }} ({{ $figures.minimumGi }}Gi). Raise it, {{ if eq .layer "execution" }}choose another history, {{ end }}or set acceptSmallDisk.
{{- end -}}
{{- if and $client.storage.ephemeral (ne .node.network.kind "devnet") }}
- {{ .layer }}.storage.ephemeral is for devnets: on {{ .node.network.name }} every start would be a first sync. Remove it.
{{- end -}}
{{- end }}

{{/* A client that is killed starts again from its last flush, hours back. */}}
{{- define "ethereum.graceProblems" -}}
{{- $needed := include "ethereum.neededGrace" . | int -}}
{{- $chosen := .terminationGracePeriodSeconds | int -}}
{{- if and $chosen (lt $chosen $needed) (ne .network.kind "devnet") }}
- terminationGracePeriodSeconds {{ $chosen }} is below what {{ .execution.client }} and {{ .consensus.client }} need to stop cleanly ({{ $needed }}). Raise it, or remove it.
{{- end -}}
{{- end }}

{{- define "ethereum.validatorProblems" -}}
{{- $field := printf "consensus.interopValidators %q" (.consensus.interopValidators | default "") -}}
{{- if and .consensus.interopValidators (ne .network.kind "devnet") }}
- {{ $field }} is for a devnet only: the interop keys are public, and this chart has no slashing protection. Remove it, and let a validator client of your own use exposure.beacon "validators"; or choose network "devnet".
{{- else if and .consensus.interopValidators (ne .consensus.client "lodestar") }}
- {{ $field }} needs a validator client that {{ .consensus.client }} has not here. Remove it, or choose consensus client "lodestar".
{{- end -}}
{{- end }}

{{/* Ports on the machines are scarce and shared, so they are never chosen silently. No role lets a pod read its Service's address. */}}
{{- define "ethereum.exposureProblems" -}}
{{- $needed := .p2pFacts -}}
{{- if eq .p2p.exposure "nodePort" -}}
{{- range $port := keys $needed | sortAlpha -}}
{{- if not (index ($.p2p.nodePorts | default dict) $port) }}
- p2p.nodePorts.{{ $port }} is missing: exposure "nodePort" needs a port of its own for each. Set one that no other Service has, usually between 30000 and 32767.
{{- end -}}
{{- end -}}
{{- range $port := keys ($.p2p.nodePorts | default dict) | sortAlpha -}}
{{- if not (hasKey $needed $port) }}
- p2p.nodePorts.{{ $port }} is of no use: {{ $.execution.client }} with {{ $.consensus.client }} listens on {{ keys $needed | sortAlpha | join ", " }} only. Remove it.
{{- end -}}
{{- end -}}
{{- else if and (eq .p2p.exposure "loadBalancer") (not .p2p.address) }}
- p2p.address is missing: with exposure "loadBalancer" the clients announce the load balancer's address, which no pod can know. Reserve one and set it, or choose exposure "nodePort".
{{- end -}}
{{- end }}
