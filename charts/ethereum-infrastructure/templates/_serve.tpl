{{/* Pools of nodes that serve RPC and scale with it. Called with a finished pool (see _node.tpl). */}}

{{/* "true" where there is something to decide: how many pods there are. */}}
{{- define "ethereum.scales" -}}
{{- if gt (int .autoscaling.maxReplicas) (int .autoscaling.minReplicas) }}true{{ end -}}
{{- end }}

{{/*
"true" where an autoscaler keeps the number of pods: everywhere but in a pool of one, also where `min` is `max`. For when Helm
lets go of a number that it has set, Kubernetes makes it one, and all other pods lose their chains.
*/}}
{{- define "ethereum.autoscaled" -}}
{{- if gt (int .autoscaling.maxReplicas) 1 }}true{{ end -}}
{{- end }}

{{/*
`spec.replicas` of a pool: nothing where an autoscaler keeps it, unless Helm set it last, as earlier charts did. The number that is
there is repeated then, until the autoscaler changes it and thereby owns it. Nothing is there for `helm template`.
*/}}
{{- define "ethereum.poolReplicas" -}}
{{- if not (include "ethereum.autoscaled" .) -}}
1
{{- else -}}
{{- $deployment := lookup "apps/v1" "Deployment" .namespace .fullname | default dict -}}
{{- range dig "metadata" "managedFields" list $deployment -}}
{{- $isOfHelm := and (eq (dig "manager" "" .) "helm") (ne (dig "subresource" "" .) "scale") -}}
{{- if and $isOfHelm (hasKey (dig "fieldsV1" "f:spec" dict .) "f:replicas") -}}
{{ $deployment.spec.replicas | int }}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end }}

{{/*
What it decides by: the execution client's own processor time, which callers cause, and not the consensus client's; and what
the mesh counts, where a metrics adapter publishes it.
*/}}
{{- define "ethereum.scaleMetrics" -}}
{{- with .autoscaling.targetCPUUtilizationPercentage -}}
- type: ContainerResource
  containerResource:
    name: cpu
    container: execution
    target: { type: Utilization, averageUtilization: {{ . }} }
{{ end -}}
{{- with .autoscaling.targetRequestsPerSecond -}}
{{- if eq $.autoscaling.requestsMetric.type "Pods" -}}
- type: Pods
  pods:
    metric: { name: {{ $.autoscaling.requestsMetric.name | quote }} }
    target: { type: AverageValue, averageValue: {{ . | quote }} }
{{- else -}}
- type: Object
  object:
    describedObject: { apiVersion: v1, kind: Service, name: {{ $.fullname | quote }} }
    metric: { name: {{ $.autoscaling.requestsMetric.name | quote }} }
    target: { type: AverageValue, averageValue: {{ . | quote }} }
{{- end }}
{{- end }}
{{- end }}

{{/* One machine, and one zone, should not take all pods of a pool with it. Pods of an older version do not count. */}}
{{- define "ethereum.poolSpread" -}}
- maxSkew: 1
  topologyKey: kubernetes.io/hostname
  whenUnsatisfiable: ScheduleAnyway
  {{- include "ethereum.poolSelector" . | nindent 2 }}
- maxSkew: 1
  topologyKey: topology.kubernetes.io/zone
  {{- if .zones }}
  minDomains: {{ .zones }}
  whenUnsatisfiable: DoNotSchedule
  {{- else }}
  whenUnsatisfiable: ScheduleAnyway
  {{- end }}
  {{- include "ethereum.poolSelector" . | nindent 2 }}
{{- end }}

{{- define "ethereum.poolSelector" -}}
labelSelector:
  matchLabels:
    {{- include "ethereum.selectorLabels" . | nindent 4 }}
matchLabelKeys: [pod-template-hash]
{{- end }}
