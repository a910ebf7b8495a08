{{/* What a mesh needs of network policies, which see its tunnels and not what is in them. */}}

{{/* Of a node. Called with a finished node or pool (see _node.tpl). */}}
{{- define "ethereum.policy.mesh" -}}
{{- $callers := .networkPolicy.rpcFrom -}}
{{- if eq .exposure.rpc "gateway" -}}
{{- $callers = list (dict "podSelector" (dict "matchLabels" (dict "ethereum.nodeyard.io/role" "gateway" "ethereum.nodeyard.io/gateway" .network.name))) -}}
{{- end -}}
{{- if include "ethereum.validators.enabled" . }}{{ $callers = concat $callers .networkPolicy.validatorsFrom }}{{ end -}}
{{- if .databaseReaders -}}
{{- $callers = append $callers (dict "podSelector" (dict "matchLabels" (dict "ethereum.nodeyard.io/network" .network.name "ethereum.nodeyard.io/role" "serve"))) -}}
{{- end -}}
{{- if include "ethereum.takesSnapshots" . -}}
{{- $callers = append $callers (include "ethereum.orchestratorPeer" . | fromJson) -}}
{{- end -}}
{{- include "ethereum.mesh.policy" (dict "mesh" .mesh "from" (concat $callers .networkPolicy.metricsFrom) "metricsFrom" .networkPolicy.metricsFrom "to" (dict "ethereum.nodeyard.io/network" .network.name)) -}}
{{- end }}
