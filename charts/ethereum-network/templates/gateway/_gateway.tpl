{{/*
The gateway with everything that its objects are written from: `.gateway` of the root context, set by the first template that
needs it and the same for all. Not set where the network has no gateway. Called with the root context.
*/}}
{{- define "ethereum.gateway.resolve" -}}
{{- if not (hasKey . "methodFacts") -}}
{{- $_ := set . "recordedImages" (.Files.Get "files/images.yaml" | fromYaml) -}}
{{- $_ := set . "methodFacts" (.Files.Get "files/gateway/methods.yaml" | fromYaml) -}}
{{- $_ := set . "clientPorts" (.Files.Get "files/clients/ports.yaml" | fromYaml) -}}
{{- $_ := set . "methods" (include "ethereum.gateway.methods" . | splitList " " | compact) -}}
{{- include "ethereum.validate" . -}}
{{- if eq .Values.exposure.rpc "gateway" -}}
{{- $gateway := deepCopy .Values.exposure.gateway -}}
{{- $_ := set $gateway "name" (include "ethereum.gateway.name" .Values.network) -}}
{{- $_ := set $gateway "bodyBytes" (include "ethereum.gateway.bytes" $gateway.bodyLimit | int) -}}
{{- $_ := set $gateway "ports" (dict "rpc" (include "ethereum.gateway.rpcPort" . | int) "status" (include "ethereum.gateway.statusPort" . | int)) -}}
{{- $_ := set $gateway "meshed" (ne .Values.mesh.mode "none") -}}
{{- $_ := set . "gateway" $gateway -}}
{{- include "ethereum.gateway.setUpstreams" . -}}
{{- include "ethereum.gateway.setKeepers" $gateway -}}
{{- include "ethereum.gateway.setRefusals" $gateway -}}
{{- end -}}
{{- end -}}
{{- end }}

{{/* `256Ki` in bytes. */}}
{{- define "ethereum.gateway.bytes" -}}
{{- $number := regexFind "^[0-9]+" . | int -}}
{{- ternary (mul $number 1048576) (mul $number 1024) (hasSuffix "Mi" .) -}}
{{- end }}

{{/*
Sets `upstreams` of the gateway: the Services of `exposure.gateway.upstreams`, a list of `{name, host, port, wsPort, backup, client, history}`.
A client's ports are in files/clients/ports.yaml. Called with the root context.
*/}}
{{- define "ethereum.gateway.setUpstreams" -}}
{{- $upstreams := list -}}
{{- range $name := keys .Values.exposure.gateway.upstreams | sortAlpha -}}
{{- $settings := index $.Values.exposure.gateway.upstreams $name -}}
{{- $ports := get $.clientPorts ($settings.client | default "geth") -}}
{{- $upstreams = append $upstreams (dict
  "name" $name
  "client" ($settings.client | default "")
  "history" ($settings.history | default "")
  "host" (printf "%s.%s.svc.%s" $name $.Release.Namespace $.Values.clusterDomain)
  "port" ($settings.port | default $ports.http | int)
  "wsPort" ($settings.wsPort | default $ports.ws | int)
  "backup" ($settings.backup | default false)) -}}
{{- end -}}
{{- $_ := set .gateway "upstreams" $upstreams -}}
{{- end }}

{{/* What selects the gateway's pods. They are of no node, so they have no network's label: budgets, spreads and policies of nodes go by it. */}}
{{- define "ethereum.gateway.selectorLabels" -}}
app.kubernetes.io/name: ethereum-infrastructure
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

{{/* Ports of nodes that the gateway needs, separated by spaces. Called with a resolved gateway. */}}
{{- define "ethereum.gateway.upstreamPorts" -}}
{{- $ports := list -}}
{{- range .upstreams -}}
{{- $ports = append $ports (int .port) -}}
{{- if $.webSocket }}{{ $ports = append $ports (int .wsPort) }}{{ end -}}
{{- end -}}
{{- $ports | uniq | sortAlpha | join " " -}}
{{- end }}
