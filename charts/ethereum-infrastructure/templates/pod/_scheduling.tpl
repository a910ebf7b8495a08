{{/* Where a node's pod may run. Called with a resolved node (see _node.tpl). */}}
{{- define "ethereum.scheduling" -}}
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
  {{- if .scheduling.topologySpreadConstraints }}
  {{- toYaml .scheduling.topologySpreadConstraints | nindent 2 }}
  {{- else if eq .role "serve" }}
  {{- include "ethereum.poolSpread" . | nindent 2 }}
  {{- else }}
  # One machine should not take all nodes of a network with it.
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        ethereum.nodeyard.io/network: {{ .network.name }}
  {{- end }}
{{- end }}
