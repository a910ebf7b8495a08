{{/* What is wrong with a serve pool, one problem per line: the part of _validate.tpl that only pools have. */}}

{{/* Called with a dict of `root`, `name`, `path` and `own`, before the pool is finished: without these it cannot be. */}}
{{- define "ethereum.daemonProblems" -}}
{{- $source := index .root.Values.nodes (.own.syncNode | default "") | default dict -}}
{{- $sources := list -}}
{{- range $name, $node := .root.Values.nodes -}}
{{- if eq (dig "execution" "client" "" $node) "erigon" }}{{ $sources = append $sources $name }}{{ end -}}
{{- end -}}
{{- $choices := printf "Choose one of %s." ($sources | sortAlpha | join ", ") -}}
{{- if not $sources }}{{ $choices = "There is none here: add one to nodes, or choose mode \"pair\"." }}{{ end -}}
{{- with dig "execution" "client" "" .own }}
{{- if ne . "erigon" }}
- {{ $.path }}.mode "rpcdaemon" is Erigon's, and {{ $.path }}.execution.client is {{ . | quote }}. Choose mode "pair", or client "erigon".
{{- end }}
{{- end }}
{{- if not .own.syncNode }}
- {{ .path }}.syncNode is missing: with mode "rpcdaemon" the pool reads the database of an Erigon node. {{ $choices }}
{{- else if not $source }}
- {{ .path }}.syncNode {{ .own.syncNode | quote }} is not one of nodes. {{ $choices }}
{{- else if ne (dig "execution" "client" "" $source) "erigon" }}
- {{ .path }}.syncNode {{ .own.syncNode | quote }} runs {{ dig "execution" "client" "no client" $source }}: rpcdaemon reads Erigon's database only. {{ $choices }}
{{- end -}}
{{- if not .root.Values.networkPolicy.enabled }}
- networkPolicy.enabled is false, and with {{ .path }}.mode "rpcdaemon" {{ .own.syncNode | default "the node" }} lets every pod that reaches it read its database and use its transaction pool, without a password. Set it to true, or choose mode "pair".
{{- end -}}
{{- range $key := keys (omit (.own.execution | default dict) "client" "image" "command" "args" "extraArgs" "env" "resources") | sortAlpha }}
- {{ $.path }}.execution.{{ $key }} has no effect: a pool of mode "rpcdaemon" has no data of its own. Remove it.
{{- end -}}
{{- range $key := list "consensus" "restore" | sortAlpha }}
{{- if index $.own $key }}
- {{ $.path }}.{{ $key }} has no effect: a pool of mode "rpcdaemon" has no data of its own. Remove it.
{{- end }}
{{- end -}}
{{- end }}

{{/* Called with a finished pool. */}}
{{- define "ethereum.poolProblems" -}}
{{- if gt (int .replicas.min) (int .replicas.max) }}
- {{ .path }}.replicas.min {{ .replicas.min }} is above {{ .path }}.replicas.max {{ .replicas.max }}. Raise max, or lower min.
{{- end -}}
{{- if include "ethereum.scales" . -}}
{{- if not (or .autoscaling.targetCPUUtilizationPercentage .autoscaling.targetRequestsPerSecond) }}
- {{ .path }}.autoscaling has no target, and replicas may be between {{ .replicas.min }} and {{ .replicas.max }}. Set autoscaling.targetCPUUtilizationPercentage or autoscaling.targetRequestsPerSecond, or the same replicas.min and replicas.max.
{{- end -}}
{{- if and .autoscaling.targetCPUUtilizationPercentage (not (dig "requests" "cpu" "" .execution.resources)) }}
- {{ .path }}.execution.resources.requests.cpu is missing: autoscaling.targetCPUUtilizationPercentage {{ .autoscaling.targetCPUUtilizationPercentage }} is a share of it. Set it there, or in {{ if .daemon }}serveDefaults.execution{{ else }}clients.{{ .execution.client }}{{ end }}; or set autoscaling.targetCPUUtilizationPercentage to 0.
{{- end -}}
{{- end -}}
{{- if and .syncNode (not .daemon) }}
- {{ .path }}.syncNode {{ .syncNode | quote }} has no effect with mode {{ .mode | quote }}. Remove it, or choose mode "rpcdaemon".
{{- end -}}
{{- if ne .p2p.exposure "none" }}
- {{ .path }}.p2p.exposure {{ .p2p.exposure | quote }} cannot be had: pods of a pool come and go, and have no port or address of their own. Remove it.
{{- end -}}
{{- if and (eq .network.kind "devnet") (not .boot.fullname) }}
- networkConfig.bootNode is missing: {{ .path }} would have no chain to follow on network {{ .network.name | quote }}. Name the one of nodes that has the validators.
{{- end -}}
{{- if .consensus.interopValidators }}
- {{ .path }}.consensus.interopValidators {{ .consensus.interopValidators | quote }} would have every pod of the pool sign with the same keys. Set it on one node of nodes.
{{- end -}}
{{- end }}
