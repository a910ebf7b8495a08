{{/* Network policies of snapshots; see _networkpolicy.tpl. Called with a resolved node or pool (see _node.tpl). */}}

{{/* An init container that restores from a bucket. */}}
{{- define "ethereum.policy.restore" -}}
{{- if and (ne .restore.from "none") (not .daemon) }}{{ include "ethereum.policy.store" . }}{{ end -}}
{{- end }}

{{/* The server of the store: no selector matches a public one, so the port alone narrows it down. A folder needs no network. */}}
{{- define "ethereum.policy.store" -}}
{{- if .storeKind.egressPorts -}}
policyTypes: [Egress]
egress:
  {{- with .networkPolicy.storeTo }}
  - to:
      {{- toYaml . | nindent 6 }}
  {{- else }}
  - to: [{ ipBlock: { cidr: 0.0.0.0/0, except: {{ toJson .networkPolicy.privateRanges }} } }]
    ports: [{ port: {{ include "ethereum.storePort" . }}, protocol: TCP }]
  {{- end }}
  {{- with include "ethereum.identityEgress" . | trim }}
  {{- . | nindent 2 }}
  {{- end }}
{{- end }}
{{- end }}

{{- define "ethereum.storePort" -}}
{{- $endpoint := .snapshotStore.endpoint | default "https://" -}}
{{- with regexFind ":[0-9]+" (regexReplaceAll "^https?://" $endpoint "") -}}
{{ trimPrefix ":" . }}
{{- else -}}
{{ index .storeKind.egressPorts (ternary "http" "https" (hasPrefix "http://" $endpoint)) }}
{{- end -}}
{{- end }}

{{/*
A policy of a node's snapshot pods, or nothing where a need has no spec. Called with a dict of `node`, `need`, `spec`, and
`task` where it is of one of them only.
*/}}
{{- define "ethereum.snapshotPolicy" -}}
{{- if .spec }}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ include "ethereum.snapshotName" .node }}-{{ .need }}
  labels:
    {{- include "ethereum.snapshotLabels" .node | nindent 4 }}
  {{- include "ethereum.annotations" (list .node.commonAnnotations) }}
spec:
  podSelector:
    matchLabels:
      {{- include "ethereum.snapshotSelectorLabels" .node | nindent 6 }}
      {{- with .task }}
      ethereum.nodeyard.io/task: {{ . }}
      {{- end }}
  {{- .spec | nindent 2 }}
{{- end }}
{{- end }}

{{/* The orchestrator: the API server, whose address no selector knows, and the node's sidecar and JSON-RPC. */}}
{{- define "ethereum.policy.orchestrator" -}}
policyTypes: [Egress]
egress:
  - {{ with .networkPolicy.apiServerTo }}to:
      {{- toYaml . | nindent 6 }}
    {{ end }}ports:
      {{- range .networkPolicy.apiServerPorts }}
      - { port: {{ int . }}, protocol: TCP }
      {{- end }}
  - to:
      - podSelector:
          matchLabels:
            {{- include "ethereum.selectorLabels" . | nindent 12 }}
    ports:
      {{- include "ethereum.orchestratedPorts" . | nindent 6 }}
{{- end }}

{{/* The same, as the node sees it. */}}
{{- define "ethereum.policy.orchestrated" -}}
policyTypes: [Ingress]
ingress:
  - from:
      - podSelector:
          matchLabels:
            {{- include "ethereum.snapshotTaskLabels" (dict "node" . "task" "run") | nindent 12 }}
    ports:
      {{- include "ethereum.orchestratedPorts" . | nindent 6 }}
{{- end }}

{{- define "ethereum.orchestratedPorts" -}}
- { port: {{ include "ethereum.healthPort" . }}, protocol: TCP }
- { port: {{ .execution.facts.ports.http }}, protocol: TCP }
{{- end }}

{{/* What a mesh needs of the orchestrator's policies: see mesh/_networkpolicy.tpl. */}}
{{- define "ethereum.policy.orchestratorMesh" -}}
{{- include "ethereum.mesh.policy" (dict "mesh" .mesh "to" (include "ethereum.selectorLabels" . | fromYaml)) -}}
{{- end }}

{{/* The orchestrator's pod as a NetworkPolicyPeer, as JSON. */}}
{{- define "ethereum.orchestratorPeer" -}}
{{- dict "podSelector" (dict "matchLabels" (include "ethereum.snapshotTaskLabels" (dict "node" . "task" "run") | fromYaml)) | toJson -}}
{{- end }}
