{{/* Fields of the pod that only the values set. Called with a resolved node (see _node.tpl). */}}

{{/* Name of the pod's ServiceAccount. */}}
{{- define "ethereum.serviceAccountName" -}}
{{ .serviceAccount.name | default .fullname }}
{{- end }}

{{- define "ethereum.extensions.podSpec" -}}
{{- with .runtimeClassName }}
runtimeClassName: {{ . | quote }}
{{- end }}
{{- with .dnsPolicy }}
dnsPolicy: {{ . }}
{{- end }}
{{- with .dnsConfig }}
dnsConfig:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .hostAliases }}
hostAliases:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/* Annotations of the pod. Containers read a Secret's variables at their start, hence the checksum. */}}
{{- define "ethereum.extensions.podAnnotations" -}}
{{- with .secretEnv }}
checksum/secret-env: {{ toJson . | sha256sum }}
{{- end }}
{{- with .podAnnotations }}
{{ toYaml . }}
{{- end }}
{{- end }}
