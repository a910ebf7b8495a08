{{/*
Labels of every object. The name is `ethereum-infrastructure`: selectors of pods and workloads contain it, and a selector cannot be
changed. Called with the root context.
*/}}
{{- define "ethereum.sharedLabels" -}}
app.kubernetes.io/name: {{ .Values.nameOverride | default "ethereum-infrastructure" }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}
