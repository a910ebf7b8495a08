{{/* Facts about networks and clients: the YAML files of this chart's `files/`, read and never repeated. */}}

{{/* Names of all files of a kind, in order, joined by ", ". Called with a dict of `root` and `kind`. */}}
{{- define "ethereum.factNames" -}}
{{- $names := list -}}
{{- range $path, $_ := .root.Files.Glob (printf "files/%s/*.yaml" .kind) -}}
{{- $names = append $names (base $path | trimSuffix ".yaml") -}}
{{- end -}}
{{- $names | sortAlpha | join ", " -}}
{{- end }}

{{/* Adds the node's network to a client's facts if the file of the network lists the client. Called with a dict of `node` and `facts`. */}}
{{- define "ethereum.setNetworkOfClient" -}}
{{- with get .node.networkClients (.facts.name | default "") -}}
{{- $_ := set $.facts "networks" (append $.facts.networks $.node.network.name) -}}
{{- $_ := set $.facts.storage $.node.network.name .storage -}}
{{- end -}}
{{- end }}

{{/* Clients of a layer that this chart deploys on the node's network. Called with a dict of `root`, `layer` and `node`. */}}
{{- define "ethereum.deployableClients" -}}
{{- $names := list -}}
{{- range $path, $content := .root.Files.Glob "files/clients/*.yaml" -}}
{{- $client := $content | toString | fromYaml -}}
{{- $isOnNetwork := or (has $.node.network.name $client.networks) (hasKey $.node.networkClients $client.name) -}}
{{- if and (eq $client.layer $.layer) $client.deployable.chart $isOnNetwork -}}
{{- $names = append $names $client.name -}}
{{- end -}}
{{- end -}}
{{- $names | sortAlpha | join ", " -}}
{{- end }}

{{/*
History modes that a client has on a network: `pre-merge` and `pre-prague` are named after blocks that not every network
has. Called with a dict of `client` and `network` (facts); joined by ", ", the client's default first.
*/}}
{{- define "ethereum.historyModes" -}}
{{- $blocks := .network.historyBlocks | default dict -}}
{{- $modes := .client.history -}}
{{- if not (hasKey $blocks "merge") }}{{ $modes = without $modes "pre-merge" }}{{ end -}}
{{- if not (hasKey $blocks "prague") }}{{ $modes = without $modes "pre-prague" }}{{ end -}}
{{- $modes | join ", " -}}
{{- end }}

{{/* `, the last 147 days` where a client's history is a number of days. Called with a finished execution client. */}}
{{- define "ethereum.historyDays" -}}
{{- if eq .history "rolling" }}, the last {{ .facts.rollingDays }} days{{ end -}}
{{- end }}

{{/* What of the network's facts a verdict rests on: other words may change without a restart. Called with a resolved node. */}}
{{- define "ethereum.judgedFacts" -}}
{{- omit .network "title" "checkpointSync" "checkedAt" "source" | toJson -}}
{{- end }}
