{{/*
Labels of every object. The name is that of the chart of nodes: selectors of pods and workloads contain it, and a selector cannot be
changed. Called with the root context.
*/}}
{{- define "ethereum.sharedLabels" -}}
app.kubernetes.io/name: ethereum-infrastructure
app.kubernetes.io/instance: {{ .Release.Name | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}
