{{/*
From values to the finished gateway, as JSON: every manifest of it reads this and merges nothing itself. Empty where there
is none. Called with the root context.
*/}}
{{- define "ethereum.gateway" -}}
{{- include "ethereum.finish" . -}}
{{- $gateway := .Values.exposure.gateway -}}
{{- if and (eq .Values.exposure.rpc "gateway") $gateway.enabled -}}
{{- $bodyBytes := include "ethereum.gateway.bytes" $gateway.bodyLimit | int -}}
{{- $finished := deepCopy $gateway -}}
{{- $_ := set $finished "name" (include "ethereum.gateway.name" .Values.network) -}}
{{- $_ := set $finished "bodyBytes" $bodyBytes -}}
{{- $_ := set $finished "ports" (include "ethereum.gateway.ports" . | fromYaml) -}}
{{- $_ := set $finished "upstreams" (include "ethereum.gateway.upstreams" . | fromJsonArray) -}}
{{- $_ := set $finished "keepers" (include "ethereum.gateway.keepers" $finished.upstreams | fromJsonArray) -}}
{{- $_ := set $finished "refusals" (include "ethereum.gateway.refusals" (dict "body" $gateway.bodyLimit "batch" $gateway.batchLimit) | fromJsonArray) -}}
{{- $_ := set $finished "faults" (include "ethereum.gateway.faults" . | fromJsonArray) -}}
{{- $_ := set $finished "meshed" (ne .Values.mesh.mode "none") -}}
{{- $_ := set $finished "proxyFaults" (include "ethereum.gateway.proxyFaults" . | fromJsonArray) -}}
{{- $finished | toJson -}}
{{- end -}}
{{- end }}

{{/* Name of the gateway's objects; callers use it as host name. Called with the network's name. */}}
{{- define "ethereum.gateway.name" -}}
{{ . }}-gateway
{{- end }}

{{- define "ethereum.gateway.ports" -}}
rpc: 8545
status: 8405
{{- end }}

{{/* `256Ki` in bytes. */}}
{{- define "ethereum.gateway.bytes" -}}
{{- $number := regexFind "^[0-9]+" . | int -}}
{{- ternary (mul $number 1048576) (mul $number 1024) (hasSuffix "Mi" .) -}}
{{- end }}

{{/*
Services that requests are passed on to, as a JSON list of `{name, host, port, wsPort, backup, client, history}`: those of
`exposure.gateway.upstreams`, else this release's pools, else its nodes. Called with the root context.
*/}}
{{- define "ethereum.gateway.upstreams" -}}
{{- $upstreams := list -}}
{{- $chosen := .Values.exposure.gateway.upstreams -}}
{{- range $name := keys $chosen | sortAlpha -}}
{{- $upstreams = append $upstreams (include "ethereum.gateway.upstream" (dict "root" $ "service" $name "settings" (index $chosen $name)) | fromJson) -}}
{{- end -}}
{{- if not $chosen -}}
{{- $own := .Values.serve | default .Values.nodes -}}
{{- range $name := keys $own | sortAlpha -}}
{{- $service := include "ethereum.fullname" (dict "release" $.Release.Name "node" $name) -}}
{{- $history := include "ethereum.gateway.historyOfOwn" (dict "root" $ "kind" (ternary "serve" "nodes" (gt (len $.Values.serve) 0)) "own" (index $own $name)) -}}
{{- $settings := dict "client" (dig "execution" "client" "" (index $own $name)) "history" $history -}}
{{- $upstreams = append $upstreams (include "ethereum.gateway.upstream" (dict "root" $ "service" $service "settings" $settings) | fromJson) -}}
{{- end -}}
{{- end -}}
{{- $upstreams | toJson -}}
{{- end }}

{{/* One of them. A client's ports are in its data file. Called with a dict of `root`, `service` and `settings`. */}}
{{- define "ethereum.gateway.upstream" -}}
{{- $facts := include "ethereum.facts" (dict "root" .root "kind" "clients" "name" (.settings.client | default "geth")) | fromJson -}}
{{- $ports := $facts.ports | default dict -}}
{{- dict
  "name" .service
  "client" (.settings.client | default "")
  "history" (include "ethereum.gateway.historyOf" (dict "root" .root "kind" .settings.of "client" (.settings.client | default "") "history" .settings.history))
  "host" (printf "%s.%s.svc.%s" .service .root.Release.Namespace .root.Values.clusterDomain)
  "port" (.settings.port | default $ports.http | int)
  "wsPort" (.settings.wsPort | default $ports.ws | int)
  "backup" (.settings.backup | default false)
  | toJson -}}
{{- end }}

{{/* What selects the gateway's pods. They are of no node, so they have no network's label: budgets, spreads and policies of nodes go by it. */}}
{{- define "ethereum.gateway.selectorLabels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
ethereum.nodeyard.io/role: gateway
ethereum.nodeyard.io/gateway: {{ .Values.network }}
{{- end }}

{{- define "ethereum.gateway.labels" -}}
{{ include "ethereum.sharedLabels" . }}
ethereum.nodeyard.io/role: gateway
ethereum.nodeyard.io/gateway: {{ .Values.network }}
{{- with .Values.owner.system }}
app.kubernetes.io/part-of: {{ . | splitList "/" | last | quote }}
{{- end }}
{{- end }}

{{/* Ports of nodes that the gateway needs, as a JSON list. Called with a finished gateway. */}}
{{- define "ethereum.gateway.upstreamPorts" -}}
{{- $ports := list -}}
{{- range .upstreams -}}
{{- $ports = append $ports (int .port) -}}
{{- if $.webSocket }}{{ $ports = append $ports (int .wsPort) }}{{ end -}}
{{- end -}}
{{- $ports | uniq | sortAlpha | toJson -}}
{{- end }}
