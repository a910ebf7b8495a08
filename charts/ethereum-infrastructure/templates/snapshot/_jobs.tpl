{{/*
The two Jobs that the orchestrator creates; packages/snapshot-run/src/README.md lists the fields that it fills in: names, the claim of
the volume `datadir`, and the variables in `$(...)`. Called with a resolved node (see _node.tpl).
*/}}

{{/* Stores a copy of the stopped node's volume, or of its clone. */}}
{{- define "ethereum.uploadJob" -}}
apiVersion: batch/v1
kind: Job
metadata:
  labels:
    {{- include "ethereum.snapshotLabels" . | nindent 4 }}
spec:
  backoffLimit: 4
  ttlSecondsAfterFinished: 86400
  podFailurePolicy:
    {{- include "ethereum.snapshotFailurePolicy" "snapshot-builder" | nindent 4 }}
  template:
    metadata:
      labels:
        {{- include "ethereum.snapshotPodLabels" (dict "node" . "task" "upload") | nindent 8 }}
    spec:
      {{- include "ethereum.snapshotPodSpec" . | nindent 6 }}
      {{- with include "ethereum.storeAccount" . }}
      serviceAccountName: {{ . }}
      {{- end }}
      automountServiceAccountToken: false
      {{- with .snapshots.priorityClassName | default .priorityClassName }}
      priorityClassName: {{ . | quote }}
      {{- end }}
      containers:
        {{- $env := include "ethereum.storeEnv" . }}
        {{- include "ethereum.snapshotContainer" (dict "node" . "name" "snapshot-builder" "args" (include "ethereum.uploadArgs" .) "env" $env "resources" .snapshots.resources) | nindent 8 }}
          volumeMounts:
            - { name: datadir, mountPath: /data, readOnly: true }
            {{- with include "ethereum.externalMounts" (dict "node" . "readOnly" true) | trim }}
            {{- . | nindent 12 }}
            {{- end }}
            {{- with include "ethereum.storeMount" . }}
            {{- . | nindent 12 }}
            {{- end }}
            - { name: tmp, mountPath: /tmp }
      volumes:
        - name: datadir
          persistentVolumeClaim: { claimName: {{ include "ethereum.datadirClaim" . }}, readOnly: true }
        {{- with include "ethereum.externalVolumes" (dict "node" . "readOnly" true) | trim }}
        {{- . | nindent 8 }}
        {{- end }}
        {{- include "ethereum.snapshotVolumes" . | nindent 8 }}
{{- end }}

{{- define "ethereum.uploadArgs" -}}
- build
- --datadir=/data
{{ include "ethereum.storeArgs" . }}
{{ include "ethereum.clientArgs" . }}
- --client-version=$(SNAPSHOT_CLIENT_VERSION)
- --block=$(SNAPSHOT_BLOCK)
- --block-hash=$(SNAPSHOT_BLOCK_HASH)
- --block-time=$(SNAPSHOT_BLOCK_TIME)
- --chain-id=$(SNAPSHOT_CHAIN_ID)
- --genesis-hash=$(SNAPSHOT_GENESIS_HASH)
- --exclude=logs/**
{{- include "ethereum.externalArgs" . }}
{{- end }}

{{/*
Restores the snapshot into a volume that goes with the pod, starts the node's own image on it without peers, and asks it for
the block. The client is a sidecar: it starts when the copy is there and is stopped when the question is answered.
*/}}
{{- define "ethereum.verifyJob" -}}
apiVersion: batch/v1
kind: Job
metadata:
  labels:
    {{- include "ethereum.snapshotLabels" . | nindent 4 }}
spec:
  backoffLimit: 2
  ttlSecondsAfterFinished: 86400
  podFailurePolicy:
    {{- include "ethereum.snapshotFailurePolicy" "snapshot-builder" | nindent 4 }}
      # What is damaged in the store is so at the second attempt, too.
      - action: FailJob
        onExitCodes: { containerName: delta-sync, operator: In, values: [2, 3, 4] }
  template:
    metadata:
      labels:
        {{- include "ethereum.snapshotPodLabels" (dict "node" . "task" "verify") | nindent 8 }}
      {{- with include "ethereum.identityPodAnnotations" (dict "node" . "containers" (list (dict "name" "client"))) }}
      annotations:
        {{- . | nindent 8 }}
      {{- end }}
    spec:
      {{- include "ethereum.snapshotPodSpec" . | nindent 6 }}
      {{- with include "ethereum.storeAccount" . }}
      serviceAccountName: {{ . }}
      {{- end }}
      automountServiceAccountToken: false
      {{- with .snapshots.priorityClassName | default .priorityClassName }}
      priorityClassName: {{ . | quote }}
      {{- end }}
      initContainers:
        {{- include "ethereum.copyContainer" . | nindent 8 }}
        {{- include "ethereum.offlineContainer" . | nindent 8 }}
      containers:
        {{- $env := include "ethereum.storeEnv" . }}
        {{- include "ethereum.snapshotContainer" (dict "node" . "name" "snapshot-builder" "args" (include "ethereum.verifyArgs" .) "env" $env "resources" .snapshotBuilder.resources) | nindent 8 }}
          volumeMounts:
            {{- with include "ethereum.storeMount" . }}
            {{- . | nindent 12 }}
            {{- end }}
            - { name: tmp, mountPath: /tmp }
      volumes:
        - name: copy
          ephemeral:
            volumeClaimTemplate:
              metadata:
                labels:
                  {{- include "ethereum.snapshotSelectorLabels" . | nindent 18 }}
              spec:
                {{- /* Room for a whole copy: like the node's own volume by default. */}}
                {{- $copy := .snapshots.verification.storage }}
                {{- include "ethereum.claimSpec" (dict "size" ($copy.size | default .execution.storage.size) "storageClassName" ($copy.storageClassName | default .execution.storage.storageClassName)) | nindent 16 }}
        {{- include "ethereum.snapshotVolumes" . | nindent 8 }}
{{- end }}

{{- define "ethereum.verifyArgs" -}}
- verify
- $(SNAPSHOT_ID)
- --boot
- --rpc-url=http://127.0.0.1:{{ .execution.facts.ports.http }}
{{ include "ethereum.storeArgs" . }}
- --network={{ .network.name }}
- --client={{ .execution.client }}
{{- end }}

{{- define "ethereum.copyContainer" -}}
- name: delta-sync
  image: {{ include "ethereum.image" .deltaSync.image }}
  imagePullPolicy: {{ .deltaSync.image.pullPolicy }}
  command: [delta-sync]
  args:
    - restore
    - --datadir=/data
    - --from=$(SNAPSHOT_ID)
    - --allow-unverified
    {{- include "ethereum.storeArgs" . | nindent 4 }}
    - --network={{ .network.name }}
    - --client={{ .execution.client }}
  {{- with include "ethereum.storeEnv" . }}
  env:
    {{- . | nindent 4 }}
  {{- end }}
  terminationMessagePolicy: FallbackToLogsOnError
  resources:
    {{- toYaml .deltaSync.resources | nindent 4 }}
  securityContext:
    {{- include "ethereum.containerSecurityContext" . | nindent 4 }}
  volumeMounts:
    - { name: copy, mountPath: /data }
    {{- with include "ethereum.storeMount" . }}
    {{- . | nindent 4 }}
    {{- end }}
    - { name: tmp, mountPath: /tmp }
{{- end }}

{{- define "ethereum.offlineContainer" -}}
{{- $client := .execution.client -}}
- name: client
  # A sidecar: it ends with the pod's other containers.
  restartPolicy: Always
  image: {{ include "ethereum.image" .execution.image }}
  imagePullPolicy: {{ .execution.image.pullPolicy }}
  {{- with .execution.command }}
  command: {{ toJson . }}
  {{- else }}{{ with include (printf "ethereum.%s.command" $client) $ }}
  command: {{ . }}
  {{- end }}{{ end }}
  args:
    {{- include (printf "ethereum.%s.offlineArgs" $client) . | nindent 4 }}
  {{- $env := list (include (printf "ethereum.%s.env" $client) .) (include "ethereum.env" .execution) }}
  {{- with $env | join "\n" | trim }}
  env:
    {{- . | nindent 4 }}
  {{- end }}
  resources:
    {{- toYaml .snapshots.verification.resources | nindent 4 }}
  securityContext:
    {{- include "ethereum.containerSecurityContext" . | nindent 4 }}
  volumeMounts:
    - { name: copy, mountPath: /data }
    - { name: tmp, mountPath: /tmp }
{{- end }}

{{/* The claim that the StatefulSet makes for the execution client. */}}
{{- define "ethereum.datadirClaim" }}execution-{{ .fullname }}-0{{ end }}

{{/* A store that is a folder, as a mount and as volumes with the rest that all pods of snapshots need. */}}
{{- define "ethereum.storeMount" -}}
{{- with include "ethereum.storeFolder" . -}}
- { name: snapshot-store, mountPath: {{ . }} }
{{- end }}
{{- include "ethereum.identityMount" . }}
{{- end }}

{{- define "ethereum.snapshotVolumes" -}}
{{- if include "ethereum.storeFolder" . -}}
{{ include "ethereum.storeVolume" . }}
{{ end -}}
{{- with include "ethereum.identityVolume" . -}}
{{ . }}
{{ end -}}
- name: tmp
  emptyDir: { sizeLimit: 1Gi }
{{- end }}
