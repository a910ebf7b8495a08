{{/* What is wrong with a serve pool, one problem per line: the part of _validate.tpl that only pools have. */}}

{{/* Before the pool is resolved: without these it cannot be. Called with the root context. */}}
{{- define "ethereum.daemonProblems" -}}
{{- $node := .node -}}
{{- if ne $node.execution.client "erigon" }}
- mode "rpcdaemon" is Erigon's, and execution.client is {{ $node.execution.client | quote }}. Choose mode "pair", or client "erigon".
{{- end }}
{{- if not $node.syncNode }}
- syncNode is missing: with mode "rpcdaemon" the pool reads the database of an Erigon node. Name the release of one, or choose mode "pair".
{{- end -}}
{{- if not $node.networkPolicy.enabled }}
- networkPolicy.enabled is false, and with mode "rpcdaemon" {{ $node.syncNode | default "the node" }} lets every pod that reaches it read its database and use its transaction pool, without a password. Set it to true, or choose mode "pair".
{{- end -}}
{{- range $field, $isSet := dict "execution.historyChange" $node.execution.historyChange "restore.from" (ne $node.restore.from "none") "restore.volumeSnapshot" $node.restore.volumeSnapshot }}
{{- if $isSet }}
- {{ $field }} has no effect: a pool of mode "rpcdaemon" has no data of its own. Remove it.
{{- end }}
{{- end -}}
{{- end }}

{{/* Called with a finished pool. */}}
{{- define "ethereum.poolProblems" -}}
{{- if gt (int .autoscaling.minReplicas) (int .autoscaling.maxReplicas) }}
- autoscaling.minReplicas {{ .autoscaling.minReplicas }} is above autoscaling.maxReplicas {{ .autoscaling.maxReplicas }}. Raise maxReplicas, or lower minReplicas.
{{- end -}}
{{- if include "ethereum.scales" . -}}
{{- if not (or .autoscaling.targetCPUUtilizationPercentage .autoscaling.targetRequestsPerSecond) }}
- autoscaling has no target, and there may be between {{ .autoscaling.minReplicas }} and {{ .autoscaling.maxReplicas }} pods. Set autoscaling.targetCPUUtilizationPercentage or autoscaling.targetRequestsPerSecond, or the same autoscaling.minReplicas and autoscaling.maxReplicas.
{{- end -}}
{{- if and .autoscaling.targetCPUUtilizationPercentage (not (dig "requests" "cpu" "" .execution.resources)) }}
- execution.resources.requests.cpu is missing: autoscaling.targetCPUUtilizationPercentage {{ .autoscaling.targetCPUUtilizationPercentage }} is a share of it. Set it, or set autoscaling.targetCPUUtilizationPercentage to 0.
{{- end -}}
{{- end -}}
{{- if and .syncNode (not .daemon) }}
- syncNode {{ .syncNode | quote }} has no effect with mode {{ .mode | quote }}. Remove it, or choose mode "rpcdaemon".
{{- end -}}
{{- if ne .p2p.exposure "none" }}
- p2p.exposure {{ .p2p.exposure | quote }} cannot be had: pods of a pool come and go, and have no port or address of their own. Remove it.
{{- end -}}
{{- if and (eq .network.kind "devnet") (not .boot.fullname) }}
- networkConfig.bootNode is missing: the pool would have no chain to follow on network {{ .network.name | quote }}. Name the release of the node that has the validators.
{{- end -}}
{{- if .consensus.interopValidators }}
- consensus.interopValidators {{ .consensus.interopValidators | quote }} would have every pod of the pool sign with the same keys. Set it on one node.
{{- end -}}
{{- end }}
