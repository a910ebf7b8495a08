{{/*
How much of the chain's past the gateway's upstreams keep. Where they differ, a question about an old block must not depend on
who is asked: docs/adr/0021-gateway-history.md. Called with a list of finished upstreams unless said otherwise.
*/}}

{{/*
History of an upstream: its own, else what its client's settings say, in the order of _node.tpl. Empty where it is not known.
Called with a dict of `root`, `kind` (nodes or serve, whose defaults it has; empty: neither's), `client` and `history`.
*/}}
{{- define "ethereum.gateway.historyOf" -}}
{{- $values := .root.Values -}}
{{- $facts := include "ethereum.facts" (dict "root" .root "kind" "clients" "name" .client) | fromJson -}}
{{- if .history -}}
{{ .history }}
{{- else if and .kind $facts.history -}}
{{- $network := include "ethereum.network" .root | fromJson -}}
{{- $first := include "ethereum.historyModes" (dict "client" $facts "network" $network) | splitList ", " | first -}}
{{- $ofClient := dig .client "history" "" $values.clients -}}
{{- $ofPool := ternary (dig "execution" "history" "" $values.serveDefaults) "" (eq .kind "serve") -}}
{{ coalesce $ofClient $ofPool $values.nodeDefaults.execution.history $first }}
{{- end -}}
{{- end }}

{{/* The same of one of `nodes` or `serve`; a pool that reads a node's database has the history of that node. Called with a dict of `root`, `kind` and `own`. */}}
{{- define "ethereum.gateway.historyOfOwn" -}}
{{- $kind := .kind -}}
{{- $own := .own -}}
{{- with index .root.Values.nodes (.own.syncNode | default "") -}}
{{- $own = . -}}
{{- $kind = "nodes" -}}
{{- end -}}
{{- include "ethereum.gateway.historyOf" (dict "root" .root "kind" $kind "client" (dig "execution" "client" "erigon" $own) "history" (dig "execution" "history" "" $own)) -}}
{{- end }}

{{/* What they keep, as a JSON list. The least is as much as each client makes of it, so that it is another thing for each. */}}
{{- define "ethereum.gateway.histories" -}}
{{- $histories := list -}}
{{- range . -}}
{{- $known := .history | default "unknown" -}}
{{- if has $known (list "rolling" "aggressive") }}{{ $known = printf "%s of %s" $known (.client | default "unknown") }}{{ end -}}
{{- $histories = append $histories $known -}}
{{- end -}}
{{- $histories | uniq | sortAlpha | toJson -}}
{{- end }}

{{/*
Those that keep the most, as a JSON list: each of them can answer what any of the others can. Empty where all keep the same, and
where it is not known who keeps the most.
*/}}
{{- define "ethereum.gateway.keepers" -}}
{{- $keepers := list -}}
{{- if gt (include "ethereum.gateway.histories" . | fromJsonArray | len) 1 -}}
{{- $upstreams := . -}}
{{- range list "archive" "full" "pre-merge" "pre-prague" "rolling" "aggressive" -}}
{{- if not $keepers -}}
{{- $history := . -}}
{{- range $upstreams }}{{ if eq .history $history }}{{ $keepers = append $keepers . }}{{ end }}{{ end -}}
{{- end -}}
{{- end -}}
{{- if gt (include "ethereum.gateway.histories" $keepers | fromJsonArray | len) 1 }}{{ $keepers = list }}{{ end -}}
{{- end -}}
{{- $keepers | toJson -}}
{{- end }}

{{/* What to know about it, or nothing. Called with a finished gateway. */}}
{{- define "ethereum.gateway.historyWords" -}}
{{- $histories := include "ethereum.gateway.histories" .upstreams | fromJsonArray -}}
{{- if gt (len $histories) 1 -}}
{{- $names := list -}}
{{- range .upstreams }}{{ $names = append $names (printf "%s (%s)" .name (.history | default "unknown")) }}{{ end -}}
the gateway asks nodes of different history: {{ join ", " $names }}.
{{- if .keepers }} Whatever may be about an old block goes to {{ range $i, $keeper := .keepers }}{{ if $i }}, {{ end }}{{ $keeper.name }}{{ end }} alone, and is refused while none of these is in sync.{{ else }} An old block is found or not found by who is asked, because it is not known who keeps the most.{{ end }} Give them one history to use all of them for everything{{ if has "unknown" $histories }}, or say it in exposure.gateway.upstreams.<name>.history{{ end }}.
{{- if .webSocket }} WebSockets go to any of them.{{ end }}
{{- end -}}
{{- end }}
