{{/*
The pod of a node, the same for the StatefulSet of a sync node and the Deployment of a serve pool: metadata and spec.
Called with a finished node or pool (see _node.tpl).
*/}}
{{- define "ethereum.podTemplate" -}}
metadata:
  labels:
    {{- include "ethereum.podLabels" . | nindent 4 }}
    {{- with include "ethereum.mesh.podLabels" .mesh }}
    {{- . | nindent 4 }}
    {{- end }}
    {{- with .podLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  annotations:
    kubectl.kubernetes.io/default-container: execution
    # The sidecar reads the network's facts at its start.
    checksum/network: {{ include "ethereum.judgedFacts" . | sha256sum }}
    {{- with include "ethereum.mesh.nodeAnnotations" . }}
    {{- . | nindent 4 }}
    {{- end }}
    {{- with include "ethereum.identityNodeAnnotations" . }}
    {{- . | nindent 4 }}
    {{- end }}
    {{- with include "ethereum.extensions.podAnnotations" . | trim }}
    {{- . | nindent 4 }}
    {{- end }}
spec:
  serviceAccountName: {{ include "ethereum.serviceAccountName" . | quote }}
  automountServiceAccountToken: {{ .serviceAccount.automount }}
  # A Service called "lodestar" would set LODESTAR_PORT, which Lodestar reads.
  enableServiceLinks: false
  {{- with .imagePullSecrets }}
  imagePullSecrets:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  securityContext:
    {{- include "ethereum.podSecurityContext" . | nindent 4 }}
  terminationGracePeriodSeconds: {{ .terminationGracePeriodSeconds | default (include "ethereum.neededGrace" .) | int }}
  {{- include "ethereum.scheduling" . | nindent 2 }}
  {{- with include "ethereum.extensions.podSpec" . | trim }}
  {{- . | nindent 2 }}
  {{- end }}
  initContainers:
    {{- include "ethereum.initContainers" . | nindent 4 }}
    {{- with .initContainers }}
    {{- include "ethereum.extensions.containers" . | trim | nindent 4 }}
    {{- end }}
  containers:
    {{- include "ethereum.clientContainers" . | nindent 4 }}
    {{- with .extraContainers }}
    {{- include "ethereum.extensions.containers" . | trim | nindent 4 }}
    {{- end }}
  volumes:
    {{- include "ethereum.volumes" . | nindent 4 }}
    {{- with .extraVolumes }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
{{- end }}

{{/*
What runs before the clients. The sidecar is the first, so that those after it can take a checkpoint from it, and the last to
end. A daemon that reads another node's database needs nothing else.
*/}}
{{- define "ethereum.initContainers" -}}
{{- include "ethereum.nodeHealthContainer" . }}
{{- if not .daemon }}
{{ include "ethereum.jwtContainer" . }}
{{- with include "ethereum.restoreContainer" . | trim }}
{{ . }}
{{- end }}
{{ include "ethereum.historyContainers" . }}
{{- if .genesisConfigMap }}
{{ include "ethereum.genesisContainer" . }}
{{- end }}
{{- with include "ethereum.consensusInitContainer" . }}
{{ . }}
{{- end }}
{{- with include "ethereum.bootnodeContainer" . }}
{{ . }}
{{- end }}
{{- end -}}
{{- end }}

{{/* The pair, a devnet's validators with it; or the daemon in its place. */}}
{{- define "ethereum.clientContainers" -}}
{{- if .daemon -}}
{{ include "ethereum.daemonContainer" . }}
{{- else -}}
{{ include "ethereum.executionContainer" . }}
{{- if not .consensus.embedded }}
{{ include "ethereum.consensusContainer" . }}
{{- end }}
{{- with include "ethereum.mev.container" . }}
{{ . }}
{{- end }}
{{- if .consensus.interopValidators }}
{{ include "ethereum.validatorContainer" . }}
{{- end }}
{{- end -}}
{{- end }}
