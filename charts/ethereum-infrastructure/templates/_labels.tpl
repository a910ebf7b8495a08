{{/* Labels and annotations. Called with a resolved node (see _node.tpl). */}}

{{/* What selects a node's pod. Selectors and volume claims can never change, so only what a node *is* stands here. */}}
{{- define "ethereum.selectorLabels" -}}
app.kubernetes.io/name: {{ .chart.name }}
app.kubernetes.io/instance: {{ .release.name | quote }}
ethereum.nodeyard.io/network: {{ .network.name }}
ethereum.nodeyard.io/node: {{ .name | quote }}
{{- end }}

{{/* Labels of the pod: a change restarts the node, so no versions stand here. */}}
{{- define "ethereum.podLabels" -}}
{{ include "ethereum.selectorLabels" . }}
ethereum.nodeyard.io/role: {{ .role }}
ethereum.nodeyard.io/execution-client: {{ .execution.client }}
ethereum.nodeyard.io/consensus-client: {{ .consensus.client }}
backstage.io/kubernetes-id: {{ .kubernetesId | quote }}
{{- end }}

{{/* Labels of every object of a node. */}}
{{- define "ethereum.labels" -}}
{{ include "ethereum.podLabels" . }}
app.kubernetes.io/managed-by: {{ .release.service }}
app.kubernetes.io/version: {{ .execution.image.tag | trunc 63 | trimAll "-_." | quote }}
helm.sh/chart: {{ .chart.name }}-{{ .chart.version }}
{{- with .owner.system }}
app.kubernetes.io/part-of: {{ . | splitList "/" | last | quote }}
{{- end }}
{{- end }}

{{/* Of the workload of a node or pool: whose it is, and where applications call it. */}}
{{- define "ethereum.workloadAnnotations" -}}
{{ include "ethereum.ownerAnnotations" . }}
{{- with include "ethereum.callersUrl" . }}
ethereum.nodeyard.io/callers-url: {{ . | quote }}
{{- end }}
{{- end }}
