{{/*
The gateway's network policies: everything is denied, then each need is allowed by its name, as for nodes. Called with a dict
of `root`, `gateway` (finished) and `networkPolicy` (values), unless noted.
*/}}

{{/* One policy, or nothing where a need has no spec. Called with a dict of `root`, `need` and `spec`. */}}
{{- define "ethereum.gateway.policy" -}}
{{- if .spec }}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ include "ethereum.gateway.name" .root.Values.network }}-{{ .need }}
  labels:
    {{- include "ethereum.gateway.labels" .root | nindent 4 }}
  {{- include "ethereum.annotations" (list .root.Values.commonAnnotations) }}
spec:
  podSelector:
    matchLabels:
      {{- include "ethereum.gateway.selectorLabels" .root | nindent 6 }}
  {{- .spec | nindent 2 }}
{{- end }}
{{- end }}

{{- define "ethereum.gateway.policyOfCallers" -}}
{{- with concat .networkPolicy.rpcFrom .gateway.ingressFrom -}}
policyTypes: [Ingress]
ingress:
  - from:
      {{- toYaml . | nindent 6 }}
    ports:
      - { port: {{ $.gateway.ports.rpc }}, protocol: TCP }
{{- end }}
{{- end }}

{{- define "ethereum.gateway.policyOfMetrics" -}}
{{- with .networkPolicy.metricsFrom -}}
policyTypes: [Ingress]
ingress:
  - from:
      {{- toYaml . | nindent 6 }}
    ports:
      - { port: {{ $.gateway.ports.status }}, protocol: TCP }
{{- end }}
{{- end }}

{{/* Nodes and pools of its network, which their releases call by names of their own. */}}
{{- define "ethereum.gateway.policyOfNodes" -}}
policyTypes: [Egress]
egress:
  - to:
      - podSelector:
          matchLabels:
            {{- include "ethereum.gateway.nodeLabels" .root | nindent 12 }}
    ports:
      {{- range include "ethereum.gateway.upstreamPorts" .gateway | splitList " " }}
      - { port: {{ . }}, protocol: TCP }
      {{- end }}
{{- end }}

{{- define "ethereum.gateway.policyOfMesh" -}}
{{- $from := concat .networkPolicy.rpcFrom .gateway.ingressFrom .networkPolicy.metricsFrom -}}
{{- $to := include "ethereum.gateway.nodeLabels" .root | fromYaml -}}
{{- include "ethereum.mesh.policy" (dict "mesh" .root.Values.mesh "from" $from "metricsFrom" .networkPolicy.metricsFrom "to" $to) -}}
{{- end }}

{{/* What the pods of nodes of its network have in common. Called with the root context. */}}
{{- define "ethereum.gateway.nodeLabels" -}}
ethereum.nodeyard.io/network: {{ .Values.network }}
{{- end }}
