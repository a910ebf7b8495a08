{{/* Volumes of a node's pod. Called with a resolved node (see _node.tpl). */}}
{{- define "ethereum.volumes" -}}
- name: jwt
  emptyDir: { medium: Memory, sizeLimit: 1Mi }
- name: tmp
  emptyDir: { sizeLimit: 1Gi }
- name: network
  configMap: { name: {{ .fullname }}-network }
{{- with .genesisConfigMap }}
- name: genesis
  configMap: { name: {{ . | quote }} }
{{- end }}
{{- end }}

{{/* One client's volume, kept when the node is deleted: syncing again takes hours to days. Called with a dict of `node` and `layer`. */}}
{{- define "ethereum.volumeClaim" -}}
{{- $storage := (index .node .layer).storage -}}
- metadata:
    name: {{ .layer }}
    labels:
      {{- include "ethereum.selectorLabels" .node | nindent 6 }}
  spec:
    accessModes: [ReadWriteOnce]
    {{- with $storage.className }}
    storageClassName: {{ . | quote }}
    {{- end }}
    resources:
      requests:
        storage: {{ $storage.size }}
{{- end }}
