{{/* Volumes of a node's pod. Called with a resolved node (see _node.tpl). */}}
{{- define "ethereum.volumes" -}}
{{- if not .daemon }}
- name: jwt
  emptyDir: { medium: Memory, sizeLimit: 1Mi }
{{- end }}
- name: tmp
  emptyDir: { sizeLimit: 1Gi }
- name: network
  configMap: { name: {{ .fullname }}-network }
{{- with .genesisConfigMap }}
- name: genesis
  configMap: { name: {{ . | quote }} }
{{- end }}
{{- with include "ethereum.restoreVolumes" . }}
{{ . }}
{{- end }}
{{- with include "ethereum.externalVolumes" (dict "node" . "readOnly" false) | trim }}
{{ . }}
{{- end }}
{{- if include "ethereum.takesSnapshots" . }}
- name: snapshots
  configMap: { name: {{ include "ethereum.snapshotName" . }}-state, optional: true }
{{- end }}
{{- if eq .role "serve" }}
{{- include "ethereum.ephemeralVolumes" . }}
{{- else }}
{{- include "ethereum.passingVolumes" . }}
{{- end }}
{{- end }}

{{/* The folders of a devnet's clients that keep nothing (`storage.ephemeral`). */}}
{{- define "ethereum.passingVolumes" -}}
{{- range $layer := list "execution" "consensus" }}
{{- $storage := (index $ $layer).storage | default dict }}
{{- if $storage.ephemeral }}
- name: {{ $layer }}
  emptyDir: { sizeLimit: {{ $storage.size }} }
{{- end }}
{{- end }}
{{- end }}

{{/* The volumes that a node keeps. */}}
{{- define "ethereum.volumeClaims" -}}
{{- if not .execution.storage.ephemeral }}
{{ include "ethereum.volumeClaim" (dict "node" . "layer" "execution") }}
{{- end }}
{{- if not (or .consensus.embedded .consensus.storage.ephemeral) }}
{{ include "ethereum.volumeClaim" (dict "node" . "layer" "consensus") }}
{{- end }}
{{- end }}

{{/* One client's volume, kept when the node is deleted: syncing again takes hours to days. Called with a dict of `node` and `layer`. */}}
{{- define "ethereum.volumeClaim" -}}
- metadata:
    name: {{ .layer }}
    labels:
      {{- include "ethereum.selectorLabels" .node | nindent 6 }}
  spec:
    {{- include "ethereum.claimSpec" (index .node .layer).storage | nindent 4 }}
{{- end }}

{{/* What to claim. Called with a client's `storage`. */}}
{{- define "ethereum.claimSpec" -}}
accessModes: [ReadWriteOnce]
{{- with .storageClassName }}
storageClassName: {{ . | quote }}
{{- end }}
resources:
  requests:
    storage: {{ .size }}
{{- end }}

{{/*
The volumes of a pool's pod, which come and go with it: each pod has its own copy of the chain. The execution client's may
begin as a clone of a VolumeSnapshot.
*/}}
{{- define "ethereum.ephemeralVolumes" -}}
{{- $node := . -}}
{{- if not .daemon }}
{{- range $layer := ternary (list "execution") (list "execution" "consensus") (.consensus.embedded | default false) }}
- name: {{ $layer }}
  ephemeral:
    volumeClaimTemplate:
      metadata:
        labels:
          {{- include "ethereum.selectorLabels" $node | nindent 10 }}
      spec:
        {{- include "ethereum.claimSpec" (index $node $layer).storage | nindent 8 }}
        {{- with and (eq $layer "execution") $node.restore.volumeSnapshot }}
        dataSource: { apiGroup: snapshot.storage.k8s.io, kind: VolumeSnapshot, name: {{ . | quote }} }
        {{- end }}
{{- end }}
{{- end }}
{{- end }}
