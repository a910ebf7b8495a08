{{/* Where the gateway's pods may run: as nodes', but spread among themselves. Called with a dict of `root` and `scheduling`. */}}
{{- define "ethereum.gateway.scheduling" -}}
{{- with .scheduling.priorityClassName -}}
priorityClassName: {{ . | quote }}
{{ end }}
{{- with .scheduling.nodeSelector -}}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{ end }}
{{- with .scheduling.tolerations -}}
tolerations:
  {{- toYaml . | nindent 2 }}
{{ end }}
{{- with .scheduling.affinity -}}
affinity:
  {{- toYaml . | nindent 2 }}
{{ end -}}
topologySpreadConstraints:
  {{- with .scheduling.topologySpreadConstraints }}
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
