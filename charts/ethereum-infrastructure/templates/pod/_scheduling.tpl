{{/* Where a node's pod may run. Called with a resolved node (see _node.tpl). */}}
{{- define "ethereum.scheduling" -}}
{{- with .priorityClassName -}}
priorityClassName: {{ . | quote }}
{{ end }}
{{- with .nodeSelector -}}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{ end }}
{{- with .tolerations -}}
tolerations:
  {{- toYaml . | nindent 2 }}
{{ end }}
{{- with .affinity -}}
affinity:
  {{- toYaml . | nindent 2 }}
{{ end -}}
topologySpreadConstraints:
  {{- if .topologySpreadConstraints }}
  {{- toYaml .topologySpreadConstraints | nindent 2 }}
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
