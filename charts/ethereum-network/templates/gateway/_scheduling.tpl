{{/* Where the gateway's pods may run: as nodes', but spread among themselves. Called with a dict of `root` and `gateway`. */}}
{{- define "ethereum.gateway.scheduling" -}}
{{- with .gateway.priorityClassName -}}
priorityClassName: {{ . | quote }}
{{ end }}
{{- with .gateway.nodeSelector -}}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{ end }}
{{- with .gateway.tolerations -}}
tolerations:
  {{- toYaml . | nindent 2 }}
{{ end }}
{{- with .gateway.affinity -}}
affinity:
  {{- toYaml . | nindent 2 }}
{{ end -}}
topologySpreadConstraints:
  {{- with .gateway.topologySpreadConstraints }}
  {{- toYaml . | nindent 2 }}
  {{- else }}
  # One machine should not take all replicas with it.
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "ethereum.gateway.selectorLabels" .root | nindent 8 }}
  {{- end }}
{{- end }}
