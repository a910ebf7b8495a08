{{/*
The pod of `helm test`, which requests the node's readiness through its Service, and the policies that let it: they exist during
the test only, so that the node's own are the same with and without tests. Called with the node (see _node.tpl).
*/}}

{{- define "ethereum.test.name" }}{{ .fullname }}-test-ready{{ end }}

{{/* None of the node's selectors matches them. */}}
{{- define "ethereum.test.labels" -}}
app.kubernetes.io/name: {{ .chart.name }}
app.kubernetes.io/instance: {{ .release.name | quote }}
ethereum.nodeyard.io/role: test
ethereum.nodeyard.io/network: {{ .network.name }}
ethereum.nodeyard.io/tested-node: {{ .name | quote }}
{{- end }}

{{/* Egress of the test, and the node's ingress from it. */}}
{{- define "ethereum.test.policies" -}}
{{- range $name, $spec := dict "" (include "ethereum.test.egress" .) "-ingress" (include "ethereum.test.ingress" .) }}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ include "ethereum.test.name" $ }}{{ $name }}
  labels:
    {{- include "ethereum.test.labels" $ | nindent 4 }}
  annotations:
    helm.sh/hook: test
    helm.sh/hook-weight: "-1"
    helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
spec:
  {{- $spec | nindent 2 }}
{{- end }}
{{- end }}

{{- define "ethereum.test.egress" -}}
podSelector:
  matchLabels:
    {{- include "ethereum.test.labels" . | nindent 4 }}
policyTypes: [Ingress, Egress]
egress:
  - to:
      {{- toYaml .networkPolicy.dnsTo | nindent 6 }}
    ports:
      - { port: 53, protocol: UDP }
      - { port: 53, protocol: TCP }
  - to:
      - podSelector:
          matchLabels:
            {{- include "ethereum.selectorLabels" . | nindent 12 }}
    ports:
      - { port: {{ include "ethereum.healthPort" . }}, protocol: TCP }
{{- end }}

{{- define "ethereum.test.ingress" -}}
podSelector:
  matchLabels:
    {{- include "ethereum.selectorLabels" . | nindent 4 }}
policyTypes: [Ingress]
ingress:
  - from:
      - podSelector:
          matchLabels:
            {{- include "ethereum.test.labels" . | nindent 12 }}
    ports:
      - { port: {{ include "ethereum.healthPort" . }}, protocol: TCP }
{{- end }}
