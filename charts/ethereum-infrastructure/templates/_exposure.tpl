{{/* Who may reach a node's APIs. Called with a resolved node (see _node.tpl). */}}

{{/* Host names by which pods of this cluster reach a node's RPC Service: clients answer no others (DNS rebinding). */}}
{{- define "ethereum.rpcHosts" -}}
{{- $service := printf "%s.%s" .fullname .namespace -}}
{{- $hosts := list "localhost" .fullname $service (printf "%s.svc" $service) (printf "%s.svc.%s" $service .clusterDomain) -}}
{{- if include "ethereum.takesSnapshots" . }}{{ $hosts = append $hosts (include "ethereum.podHost" .) }}{{ end -}}
{{- if include "ethereum.validators.enabled" . -}}
{{- $service := printf "%s.%s" (include "ethereum.validators.name" .) .namespace -}}
{{- $hosts = concat $hosts (list (include "ethereum.validators.name" .) $service (printf "%s.svc" $service) (printf "%s.svc.%s" $service .clusterDomain)) -}}
{{- end -}}
{{- $hosts = concat $hosts .exposure.hosts -}}
{{- if .ingress.enabled }}{{ range .ingress.hosts }}{{ $hosts = append $hosts .host }}{{ end }}{{ end -}}
{{- if .httpRoute.enabled }}{{ $hosts = concat $hosts .httpRoute.hostnames }}{{ end -}}
{{- $hosts | join "," -}}
{{- end }}

{{/* Name of a node's only pod, also while it is not ready. */}}
{{- define "ethereum.podHost" -}}
{{ .fullname }}-0.{{ .fullname }}-headless.{{ .namespace }}.svc.{{ .clusterDomain }}
{{- end }}

{{/* The Beacon API stays in the pod unless it has a Service, a pool reads this node's database, or other nodes start from it. */}}
{{- define "ethereum.beaconAddress" -}}
{{ if or (eq .exposure.beacon "clusterIP") (include "ethereum.validators.enabled" .) .databaseReaders .boot.itself }}0.0.0.0{{ else }}127.0.0.1{{ end }}
{{- end }}

{{/*
Ports of the RPC Service, a list of `{name, port, target}`; empty where nothing is exposed. A daemon has WebSocket on the port
of HTTP, and no Beacon API.
*/}}
{{- define "ethereum.setRpcPorts" -}}
{{- $ports := list -}}
{{- if ne .exposure.rpc "none" -}}
{{- $ports = append $ports (dict "name" "rpc-http" "port" .execution.facts.ports.http) -}}
{{- $ports = append $ports (dict "name" "rpc-ws" "port" .execution.facts.ports.ws "target" (ternary "rpc-http" "rpc-ws" .daemon)) -}}
{{- end -}}
{{- if and (eq .exposure.beacon "clusterIP") (not .daemon) -}}
{{- $ports = append $ports (dict "name" "beacon" "port" .consensus.facts.ports.http) -}}
{{- end -}}
{{- $_ := set .ports "rpc" $ports -}}
{{- end }}

{{/* Ports of the metrics Service, the same way. */}}
{{- define "ethereum.setMetricsPorts" -}}
{{- $ports := list
  (dict "name" "health" "port" (include "ethereum.healthPort" . | int))
  (dict "name" "el-metrics" "port" .execution.facts.ports.metrics) -}}
{{- if not .consensus.embedded -}}
{{- $ports = append $ports (dict "name" "cl-metrics" "port" .consensus.facts.ports.metrics) -}}
{{- end -}}
{{- $_ := set .ports "metrics" $ports -}}
{{- end }}

{{/* URL by which applications of this cluster call JSON-RPC: the gateway's if only the gateway may call the nodes; empty if there are no callers. */}}
{{- define "ethereum.callersUrl" -}}
{{- $domain := printf "%s.svc.%s" .namespace .clusterDomain -}}
{{- if eq .exposure.rpc "gateway" -}}
http://{{ include "ethereum.gateway.name" .network.name }}.{{ $domain }}:{{ include "ethereum.gateway.rpcPort" . }}
{{- else if ne .exposure.rpc "none" -}}
http://{{ .fullname }}.{{ $domain }}:{{ .execution.facts.ports.http }}
{{- end -}}
{{- end }}
