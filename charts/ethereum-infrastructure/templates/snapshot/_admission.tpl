{{/*
What the pods of a Job may be, as lines that an admission policy can make of a Job itself and compare: CEL reads no YAML.
charts/platform/templates/admission/jobs.yaml has the same in CEL.
*/}}

{{/* Annotations of the orchestrator's Role, which is deployed with its images and cannot be written by it. Called with a resolved node. */}}
{{- define "ethereum.admittedJobs" -}}
{{- include "ethereum.setSnapshotJobs" . -}}
{{- range $task, $job := .snapshotJobs -}}
{{- $pod := $job.spec.template.spec }}
ethereum.nodeyard.io/{{ $task }}-containers: {{ include "ethereum.admittedContainers" (concat $pod.containers ($pod.initContainers | default list)) | trim | toJson }}
ethereum.nodeyard.io/{{ $task }}-pod: {{ include "ethereum.admittedPod" $job.spec.template | trim | toJson }}
{{- end -}}
{{- end }}

{{/* Called with a list of containers. What a run fills in is not in these. */}}
{{- define "ethereum.admittedContainers" -}}
{{- range . }}
container={{ .name }}
image={{ .image }}
{{- range .command }}
command={{ . }}
{{- end }}
{{- range .args }}
arg={{ . }}
{{- end }}
{{- range .env }}
{{- $from := .valueFrom | default dict }}
env={{ .name }}={{ with $from.secretKeyRef }}secret {{ .name }}/{{ .key }}{{ else }}{{ with $from.fieldRef }}field {{ .fieldPath }}{{ else }}value {{ .value | toString }}{{ end }}{{ end }}
{{- end }}
{{- range .volumeMounts }}
mount={{ .name }}={{ .mountPath }}
{{- end }}
{{- end }}
{{- end }}

{{/* Called with a pod template. */}}
{{- define "ethereum.admittedPod" -}}
{{- range $name, $value := .metadata.labels }}
label={{ $name }}={{ $value }}
{{- end }}
{{- range .spec.volumes }}
{{- with .persistentVolumeClaim }}
{{- if not .readOnly }}
claim={{ .claimName }}
{{- end }}
{{- end }}
{{- end }}
{{- range .spec.imagePullSecrets }}
pullSecret={{ .name }}
{{- end }}
{{- with .spec.priorityClassName }}
priorityClass={{ . }}
{{- end }}
{{- end }}
