{{/* Ports that the values add to the RPC Service. Called with a list of ServicePorts. */}}
{{- define "ethereum.extraServicePorts" -}}
{{- range . }}
- {{ merge (dict "targetPort" (.targetPort | default .name)) . | toJson }}
{{- end }}
{{- end }}
