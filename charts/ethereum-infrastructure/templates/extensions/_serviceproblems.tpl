{{/*
Settings of the RPC Service, of routes to it and of the pod that exclude each other, one problem per line. Called with a resolved node or
pool (see _node.tpl).
*/}}
{{- define "ethereum.extensions.serviceProblems" -}}
{{- $ports := dict -}}
{{- $numbers := dict -}}
{{- range .ports.rpc }}{{ $_ := set $ports .name true }}{{ $_ := set $numbers (toString .port) .name }}{{ end -}}
{{- $names := deepCopy $ports -}}
{{- $exposed := printf "exposure.rpc is %q and exposure.beacon is %q" .exposure.rpc .exposure.beacon -}}
{{- range $i, $port := .extraPorts -}}
{{- $field := printf "extraPorts[%d]" $i -}}
{{- if not (keys $ports) }}
- {{ $field }} has no Service: {{ $exposed }}. Expose one of them, or remove it.
{{- end -}}
{{- if hasKey $names .name }}
- {{ $field }}.name {{ .name | quote }} is taken. Choose another name.
{{- end -}}
{{- with get $numbers (toString .port) }}
- {{ $field }}.port {{ $port.port }} is the port {{ . | quote }}. Choose another port.
{{- end -}}
{{- $_ := set $names .name true -}}
{{- $_ := set $numbers (toString .port) .name -}}
{{- if eq (toString (.targetPort | default .name)) (toString $.execution.facts.ports.engine) }}
- {{ $field }}.targetPort {{ .targetPort }} is the Engine API, which stays in the pod. Remove it.
{{- end -}}
{{- if and .nodePort (eq $.service.type "ClusterIP") }}
- {{ $field }}.nodePort {{ .nodePort }} has no effect with service.type "ClusterIP". Remove it, or choose another type.
{{- end -}}
{{- end -}}
{{- include "ethereum.extensions.typeProblems" . -}}
{{- range $route := list "ingress" "httpRoute" -}}
{{- $settings := index $ $route -}}
{{- if $settings.enabled -}}
{{- if eq $.exposure.rpc "gateway" }}
- {{ $route }}.enabled is true, but with exposure.rpc "gateway" only the gateway reaches the node. Route callers to the gateway, or choose exposure.rpc "clusterIP".
{{- else if not (keys $ports) }}
- {{ $route }}.enabled is true, but there is no Service: {{ $exposed }}. Expose one of them, or set it to false.
{{- end -}}
{{- range $name := include "ethereum.extensions.routedPorts" $settings | splitList " " | uniq -}}
{{- if and (keys $ports) (not (hasKey $ports $name)) }}
- {{ $route }} names port {{ $name | quote }}, which the Service does not have: {{ $exposed }}. Expose it, or name another port.
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- if and .ingress.enabled (not .ingress.hosts) }}
- ingress.hosts is missing: an Ingress without hosts would take all requests of its controller. Name at least one.
{{- end -}}
{{- if and .httpRoute.enabled (not .httpRoute.parentRefs) }}
- httpRoute.parentRefs is missing: the route would belong to no Gateway. Name one.
{{- end -}}
{{- end }}

{{/* Names of the ports that a route leads to, separated by spaces. Called with `ingress` or `httpRoute` of the values. */}}
{{- define "ethereum.extensions.routedPorts" -}}
{{- $names := list -}}
{{- with .port }}{{ $names = append $names . }}{{ end -}}
{{- range .hosts }}{{ range .paths | default (list dict) }}{{ $names = append $names (.port | default "rpc-http") }}{{ end }}{{ end -}}
{{- $names | join " " -}}
{{- end }}

{{/* Settings that the type of the Service does not have. Called with a resolved node. */}}
{{- define "ethereum.extensions.typeProblems" -}}
{{- $service := .service -}}
{{- if ne $service.type "ClusterIP" -}}
{{- if eq .exposure.rpc "gateway" }}
- service.type {{ $service.type | quote }} would offer the node past the gateway, which is the only caller with exposure.rpc "gateway". Choose "ClusterIP", or exposure.rpc "clusterIP".
{{- else if not .ports.rpc }}
- service.type {{ $service.type | quote }} has no effect: exposure.rpc and exposure.beacon are "none". Choose "ClusterIP", or expose one of them.
{{- end -}}
{{- end -}}
{{- include "ethereum.serviceProblems" (dict "field" "service" "service" $service) -}}
{{- end }}
