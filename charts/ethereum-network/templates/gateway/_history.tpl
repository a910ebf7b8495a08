{{/*
How much of the chain's past the gateway's upstreams keep. Where they differ, a question about an old block must not depend on
who is asked: docs/adr/0021-gateway-history.md. Called with a list of upstreams, unless noted.
*/}}

{{/* What they keep, in order, separated by ", ". The least is as much as each client makes of it, so that it is another thing for each. */}}
{{- define "ethereum.gateway.histories" -}}
{{- $histories := list -}}
{{- range . -}}
{{- $known := .history | default "unknown" -}}
{{- if has $known (list "rolling" "aggressive") }}{{ $known = printf "%s of %s" $known (.client | default "unknown") }}{{ end -}}
{{- $histories = append $histories $known -}}
{{- end -}}
{{- $histories | uniq | sortAlpha | join ", " -}}
{{- end }}

{{/*
Sets `keepers` of the gateway: the upstreams that keep the most, each of which can answer what any of the others can. Empty where all
keep the same, and where it is not known which keep the most. Called with the gateway.
*/}}
{{- define "ethereum.gateway.setKeepers" -}}
{{- $keepers := list -}}
{{- $upstreams := .upstreams -}}
{{- if contains ", " (include "ethereum.gateway.histories" $upstreams) -}}
{{- range list "archive" "full" "pre-merge" "pre-prague" "rolling" "aggressive" -}}
{{- if not $keepers -}}
{{- $history := . -}}
{{- range $upstreams }}{{ if eq .history $history }}{{ $keepers = append $keepers . }}{{ end }}{{ end -}}
{{- end -}}
{{- end -}}
{{- if contains ", " (include "ethereum.gateway.histories" $keepers) }}{{ $keepers = list }}{{ end -}}
{{- end -}}
{{- $_ := set . "keepers" $keepers -}}
{{- end }}

{{/* What to know about it, or nothing. Called with the gateway. */}}
{{- define "ethereum.gateway.historyWords" -}}
{{- $histories := include "ethereum.gateway.histories" .upstreams | splitList ", " -}}
{{- if gt (len $histories) 1 -}}
{{- $names := list -}}
{{- range .upstreams }}{{ $names = append $names (printf "%s (%s)" .name (.history | default "unknown")) }}{{ end -}}
the gateway asks nodes of different history: {{ join ", " $names }}.
{{- if .keepers }} Whatever may be about an old block goes to {{ range $i, $keeper := .keepers }}{{ if $i }}, {{ end }}{{ $keeper.name }}{{ end }} alone, and is refused while none of these is in sync.{{ else }} An old block is found or not found by who is asked, because it is not known who keeps the most.{{ end }} Give them one history to use all of them for everything{{ if has "unknown" $histories }}, or say it in exposure.gateway.upstreams.<name>.history{{ end }}.
{{- if .webSocket }} WebSockets go to any of them.{{ end }}
{{- end -}}
{{- end }}
