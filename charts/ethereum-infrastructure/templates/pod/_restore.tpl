{{/*
What brings an execution client's volume to a snapshot before its client starts. Called with a resolved node or pool (see
_node.tpl); docs/snapshots/reference.md says what each refusal means.
*/}}

{{/*
A chain that is there is left alone, an empty volume is restored, an interrupted restore is finished; a pod whose volume is
between two states does not start. The volume of a pool may be a clone (`restore.volumeSnapshot`), which is brought forward.
*/}}
{{- define "ethereum.restoreContainer" -}}
{{- if ne .restore.from "none" -}}
- name: restore
  image: {{ include "ethereum.image" .deltaSync.image }}
  imagePullPolicy: {{ .deltaSync.image.pullPolicy }}
  command: [delta-sync]
  args:
    - restore
    - --datadir=/data
    - --from={{ .restore.from }}
    - --{{ ternary "if-older" "if-empty" (not (empty .restore.volumeSnapshot)) }}
    {{- include "ethereum.storeArgs" . | nindent 4 }}
    {{- include "ethereum.datadirArgs" . | nindent 4 }}
    - --client-version={{ .execution.image.tag }}
    {{- with include "ethereum.externalArgs" . | trim }}
    {{- . | nindent 4 }}
    {{- end }}
  {{- with include "ethereum.storeEnv" . }}
  env:
    {{- . | nindent 4 }}
  {{- end }}
  # Why a volume cannot be restored stands in the pod's status.
  terminationMessagePolicy: FallbackToLogsOnError
  resources:
    {{- toYaml .deltaSync.resources | nindent 4 }}
  securityContext:
    {{- include "ethereum.containerSecurityContext" . | nindent 4 }}
  volumeMounts:
    - { name: execution, mountPath: /data }
    {{- with include "ethereum.externalMounts" (dict "node" . "readOnly" false) | trim }}
    {{- . | nindent 4 }}
    {{- end }}
    {{- with include "ethereum.storeFolder" . }}
    - { name: snapshot-store, mountPath: {{ . }}, readOnly: true }
    {{- end }}
    {{- with include "ethereum.identityMount" . }}
    {{- . | nindent 4 }}
    {{- end }}
    - { name: tmp, mountPath: /tmp }
{{- else if and .snapshotStore.url (or (eq .role "sync") .restore.volumeSnapshot) -}}
{{ include "ethereum.dirtyCheckContainer" . }}
{{- end }}
{{- end }}

{{/*
Reports that a volume is dirty after an incomplete restore, although `restore` is no longer set: else its client would start on
half a chain. A chain that a node began beside an interrupted restore is whole: that node starts, and what may be removed is
named (as JSON, which has that in it). Needed where volumes outlive pods, or are clones of those that do, and there is a store that
they may have been restored from. Called by the above.
*/}}
{{- define "ethereum.dirtyCheckContainer" -}}
- name: restore-check
  image: {{ include "ethereum.image" .deltaSync.image }}
  imagePullPolicy: {{ .deltaSync.image.pullPolicy }}
  command: [delta-sync]
  args: [status, --datadir=/data, --json]
  terminationMessagePolicy: FallbackToLogsOnError
  resources:
    {{- toYaml .deltaSync.resources | nindent 4 }}
  securityContext:
    {{- include "ethereum.containerSecurityContext" . | nindent 4 }}
  volumeMounts:
    - { name: execution, mountPath: /data, readOnly: true }
{{- end }}

{{/* The volume of a folder store, or of the store's credentials. */}}
{{- define "ethereum.restoreVolumes" -}}
{{- if and (ne .restore.from "none") (not .daemon) -}}
{{- if include "ethereum.storeFolder" . }}{{ include "ethereum.storeVolume" . }}{{ else }}{{ include "ethereum.identityVolume" . }}{{ end -}}
{{- end }}
{{- end }}
