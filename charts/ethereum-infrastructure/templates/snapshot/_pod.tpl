{{/*
What the three pods of a node's snapshots share: the orchestrator's, and those of the two Jobs that it creates. Called with a
resolved node (see _node.tpl), unless noted.
*/}}

{{/* Name of the orchestrator's objects; the Jobs, the clone and the state add to it. A Role names each. */}}
{{- define "ethereum.snapshotName" }}{{ .fullname }}-snapshot{{ end }}

{{/*
Labels of the pods. No Service, budget, policy or spread of the node selects them: they are no node of its network. Called
with a dict of `node` and `task` (run, upload or verify).
*/}}
{{- define "ethereum.snapshotPodLabels" -}}
{{ include "ethereum.snapshotTaskLabels" . }}
{{- $mesh := ternary "podLabels" "jobLabels" (eq .task "run") }}
{{- with include (printf "ethereum.mesh.%s" $mesh) .node.mesh }}
{{ . }}
{{- end }}
{{- end }}

{{- define "ethereum.snapshotTaskLabels" -}}
{{ include "ethereum.snapshotSelectorLabels" .node }}
ethereum.nodeyard.io/task: {{ .task }}
{{- end }}

{{/* The orchestrator asks the node as a member of the mesh, where there is one; a proxy beside it ends with it. */}}
{{- define "ethereum.snapshotRunAnnotations" -}}
{{- if eq .mesh.mode "sidecar" -}}
sidecar.istio.io/nativeSidecar: "true"
{{- end -}}
{{- end }}

{{- define "ethereum.snapshotSelectorLabels" -}}
app.kubernetes.io/name: {{ .appName }}-snapshot
app.kubernetes.io/instance: {{ .release.name | quote }}
ethereum.nodeyard.io/role: snapshot
ethereum.nodeyard.io/node: {{ .name | quote }}
{{- end }}

{{/* Labels of every object of a node's snapshots. */}}
{{- define "ethereum.snapshotLabels" -}}
{{ include "ethereum.snapshotSelectorLabels" . }}
ethereum.nodeyard.io/network: {{ .network.name }}
app.kubernetes.io/managed-by: {{ .release.service }}
helm.sh/chart: {{ .chart.name }}-{{ .chart.version }}
backstage.io/kubernetes-id: {{ .kubernetesId | quote }}
{{- with .commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* Where it runs, as whom, and for how long it may stop. */}}
{{- define "ethereum.snapshotPodSpec" -}}
restartPolicy: Never
enableServiceLinks: false
{{- with .imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
securityContext:
  {{- include "ethereum.podSecurityContext" . | nindent 2 }}
terminationGracePeriodSeconds: 60
{{- with .nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with include "ethereum.snapshotAffinity" . | fromYaml }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/*
The machines that the node may run on. A volume that one machine holds takes its pod there by itself; a folder of snapshots
may be on a volume without such a bond, so that its pods go where the node is.
*/}}
{{- define "ethereum.snapshotAffinity" -}}
{{- with .affinity.nodeAffinity }}
nodeAffinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- if include "ethereum.storeFolder" . }}
podAffinity:
  preferredDuringSchedulingIgnoredDuringExecution:
    - weight: 100
      podAffinityTerm:
        topologyKey: kubernetes.io/hostname
        labelSelector:
          matchLabels:
            {{- include "ethereum.selectorLabels" . | nindent 12 }}
{{- end }}
{{- end }}

{{/* A container of the image that takes snapshots. Called with a dict of `node`, `name`, `args` (a list) and `resources`. */}}
{{- define "ethereum.snapshotContainer" -}}
- name: {{ .name }}
  image: {{ include "ethereum.image" .node.snapshotBuilder.image }}
  imagePullPolicy: {{ .node.snapshotBuilder.image.pullPolicy }}
  command: [snapshot-builder]
  args:
    {{- .args | nindent 4 }}
  {{- with .env }}
  env:
    {{- . | nindent 4 }}
  {{- end }}
  terminationMessagePolicy: FallbackToLogsOnError
  resources:
    {{- toYaml .resources | nindent 4 }}
  securityContext:
    {{- include "ethereum.containerSecurityContext" .node | nindent 4 }}
{{- end }}

{{/* Trying again does not change what was refused, or found corrupt. Called with the name of a container. */}}
{{- define "ethereum.snapshotFailurePolicy" -}}
rules:
  - action: FailJob
    onExitCodes: { containerName: {{ . }}, operator: In, values: [2, 3, 4] }
  - action: Ignore
    onPodConditions: [{ type: DisruptionTarget, status: 'True' }]
{{- end }}

{{/*
The orchestrator's token, in the place and with the files of the one that Kubernetes would mount. That one asks for 3607 s, which
an API server takes for a client of old and extends to a year (--service-account-extend-token-expiration). This one ends
after an hour, or with its pod; the kubelet renews it after 48 minutes, and the client reads the file again. Without an audience
it is for the API server, whose name for itself differs from cloud to cloud.
*/}}
{{- define "ethereum.snapshotToken" -}}
- name: token
  projected:
    sources:
      - serviceAccountToken: { path: token, expirationSeconds: 3600 }
      - configMap: { name: kube-root-ca.crt, items: [{ key: ca.crt, path: ca.crt }] }
      - downwardAPI: { items: [{ path: namespace, fieldRef: { fieldPath: metadata.namespace } }] }
{{- end }}
