{{/* What cannot be right about the gateway, one problem per line (see _validate.tpl). Called with the root context. */}}
{{- define "ethereum.gateway.problems" -}}
{{- include "ethereum.gateway.methodProblems" . -}}
{{- $gateway := .Values.exposure.gateway -}}
{{- if ne .Values.exposure.rpc "gateway" -}}
{{- if $gateway.httpRoute.enabled }}
- exposure.gateway.httpRoute.enabled is true, but there is no gateway with exposure.rpc {{ .Values.exposure.rpc | quote }}. Choose "gateway", or disable the route.
{{- end -}}
{{- else -}}
{{- include "ethereum.gateway.upstreamProblems" . -}}
{{- include "ethereum.gateway.routeProblems" . -}}
{{- end -}}
{{- end }}

{{/* Some methods no values can allow. */}}
{{- define "ethereum.gateway.methodProblems" -}}
{{- $never := .methodFacts.never -}}
{{- range .Values.exposure.methods.allow -}}
{{- if or (has . $never.methods) (has (splitList "_" . | first) $never.namespaces) }}
- exposure.methods.allow has {{ . | quote }}, which can never be allowed: it commands the node, uses keys, drives the chain or exhausts its memory. Remove it, and call it on the node itself: make rpc NODE=<name>.
{{- end -}}
{{- end -}}
{{- if not .methods }}
- exposure.methods leaves no method to pass. Choose groups, or name methods in exposure.methods.allow.
{{- end -}}
{{- end }}

{{- define "ethereum.gateway.upstreamProblems" -}}
{{- $gateway := .Values.exposure.gateway -}}
{{- if not .Values.network }}
- network is missing: the gateway is named after it. Choose one of {{ join ", " (.Files.Get "files/networks/names.yaml" | fromYaml).names }}.
{{- end -}}
{{- if not $gateway.upstreams }}
- exposure.gateway.upstreams is missing: the gateway has no nodes or pools to ask. Name their Services, or choose another exposure.rpc.
{{- end -}}
{{- $isPool := false -}}
{{- range $gateway.upstreams }}{{ if .pool }}{{ $isPool = true }}{{ end }}{{ end -}}
{{- if and (has "filters" .Values.exposure.methods.groups) (or (gt (len $gateway.upstreams) 1) $isPool) }}
- exposure.methods.groups has "filters", but a filter lives on the one node that made it, and the gateway asks several. Remove it (eth_getLogs needs none), or give exposure.gateway.upstreams a single node.
{{- end -}}
{{- range $name := keys $gateway.upstreams | sortAlpha -}}
{{- $upstream := index $gateway.upstreams $name -}}
{{- $field := printf "exposure.gateway.upstreams.%s" $name -}}
{{- if and $upstream.client (not (hasKey $.clientPorts $upstream.client)) }}
- {{ $field }}.client {{ $upstream.client | quote }} is not a client. Use one of {{ keys $.clientPorts | sortAlpha | join ", " }}.
{{- else if not (or $upstream.client (and $upstream.port (or $upstream.wsPort (not $gateway.webSocket)))) }}
- {{ $field }} has no port. Name its client, or give port{{ if $gateway.webSocket }} and wsPort{{ end }}.
{{- end -}}
{{- end -}}
{{- end }}

{{- define "ethereum.gateway.routeProblems" -}}
{{- $gateway := .Values.exposure.gateway -}}
{{- if and $gateway.healthRoute (not $gateway.httpRoute.enabled) }}
- exposure.gateway.healthRoute is true, but there is no route to pass /healthz. Enable exposure.gateway.httpRoute, or set it to false.
{{- end -}}
{{- if and $gateway.httpRoute.enabled (not $gateway.httpRoute.parentRefs) }}
- exposure.gateway.httpRoute.parentRefs is missing: the route belongs to no Gateway. Name one.
{{- end -}}
{{- end }}
