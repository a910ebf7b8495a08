{{/*
Folders of an execution client's datadir that are on volumes of their own (`execution.externalFolders`). Called with a resolved node
(see _node.tpl).
*/}}

{{/* Flags by which a client finds a folder elsewhere, as JSON; those of `datadir.externalFolders` in its facts that have one. */}}
{{- define "ethereum.externalFlags" -}}
{{- $flags := dict
  "geth" (dict "geth/chaindata/ancient" "--datadir.ancient")
  "reth" (dict "static_files" "--datadir.static-files" "rocksdb" "--datadir.rocksdb") -}}
{{- get $flags .execution.client | default dict | toJson -}}
{{- end }}

{{/* Where a folder is in every container that has it. Called with its path in the datadir. */}}
{{- define "ethereum.externalPlace" }}/external/{{ base . }}{{ end }}

{{/* The name of its volume. Called with its path in the datadir. */}}
{{- define "ethereum.externalVolume" }}external-{{ base . | replace "_" "-" }}{{ end }}

{{/* Arguments of the client. */}}
{{- define "ethereum.externalClientArgs" -}}
{{- $flags := include "ethereum.externalFlags" . | fromJson -}}
{{- range .execution.externalFolders }}
- {{ index $flags .path }}={{ include "ethereum.externalPlace" .path }}
{{- end }}
{{- end }}

{{/* Arguments of `snapshot-builder build` and `delta-sync restore`. */}}
{{- define "ethereum.externalArgs" -}}
{{- range .execution.externalFolders }}
- --external={{ .path }}={{ include "ethereum.externalPlace" .path }}
{{- end }}
{{- end }}

{{/* A folder below the volume's root, where file systems keep one of their own. Called with a dict of `node` and `readOnly`. */}}
{{- define "ethereum.externalMounts" -}}
{{- range .node.execution.externalFolders }}
- name: {{ include "ethereum.externalVolume" .path }}
  mountPath: {{ include "ethereum.externalPlace" .path }}
  subPath: {{ base .path }}
  {{- if $.readOnly }}
  readOnly: true
  {{- end }}
{{- end }}
{{- end }}

{{/* Called with a dict of `node` and `readOnly`. */}}
{{- define "ethereum.externalVolumes" -}}
{{- range .node.execution.externalFolders }}
- name: {{ include "ethereum.externalVolume" .path }}
  persistentVolumeClaim: { claimName: {{ .existingClaim | quote }}{{ if $.readOnly }}, readOnly: true{{ end }} }
{{- end }}
{{- end }}

{{- define "ethereum.externalProblems" -}}
{{- $node := . -}}
{{- $flags := include "ethereum.externalFlags" . | fromJson -}}
{{- $seen := list -}}
{{- range .execution.externalFolders }}
{{- if not (hasKey $flags .path) }}
- execution.externalFolders: {{ $node.execution.client }} has no flag for {{ .path | quote }} elsewhere{{ with keys $flags }}, only for {{ . | sortAlpha | join ", " }}{{ end }}. Correct the path, or remove it.
{{- end }}
{{- if has .path $seen }}
- execution.externalFolders has {{ .path | quote }} twice. Remove one.
{{- end }}
{{- $seen = append $seen .path }}
{{- end }}
{{- if .execution.externalFolders }}
{{- if eq .role "serve" }}
- execution.externalFolders is for nodes: the pods of a pool would share one claim. Remove it.
{{- end }}
{{- if eq .network.kind "devnet" }}
- execution.externalFolders is for public networks: a devnet's datadir is made on one volume. Remove it.
{{- end }}
{{- if .execution.historyChange }}
- execution.externalFolders and execution.historyChange exclude each other: what the chart prunes is on one volume. Remove one of them.
{{- end }}
{{- if and (include "ethereum.takesSnapshots" .) (or (eq .snapshots.strategy "csi") .snapshots.volumeSnapshotClass) }}
- execution.externalFolders needs snapshots.strategy "direct": a VolumeSnapshot has one volume, and not another at the same time. Remove snapshots.volumeSnapshotClass.
{{- end }}
{{- end }}
{{- end }}
