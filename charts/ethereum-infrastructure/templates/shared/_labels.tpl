{{/* Whose node it is. On the workload only: another owner is no reason to restart a node. */}}
{{- define "ethereum.ownerAnnotations" -}}
{{- with .entityRef }}
ethereum.nodeyard.io/entity-ref: {{ . | quote }}
{{- end }}
{{- with .owner.team }}
ethereum.nodeyard.io/owner: {{ . | quote }}
{{- end }}
{{- end }}

{{/* `payments` of `group:default/payments`: what alerts are routed by. */}}
{{- define "ethereum.teamName" -}}
{{ . | splitList "/" | last }}
{{- end }}
