{{/*
A node's network policies: everything is denied, then each need is allowed by its name. The Engine API has no policy,
because it never leaves the pod. Called with a resolved node (see _node.tpl), unless noted.
*/}}

{{/* One policy, or nothing where a need has no spec. Called with a dict of `node`, `need` and `spec`. */}}
{{- define "ethereum.policy" -}}
{{- if .spec }}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ .node.fullname }}-{{ .need }}
  labels:
    {{- include "ethereum.labels" .node | nindent 4 }}
  {{- include "ethereum.annotations" (list .node.commonAnnotations) }}
spec:
  podSelector:
    matchLabels:
      {{- include "ethereum.selectorLabels" .node | nindent 6 }}
  {{- .spec | nindent 2 }}
{{- end }}
{{- end }}

{{/* The sidecar's four read-only paths. The API server's proxy has an address that no selector knows: hence from anywhere. */}}
{{- define "ethereum.policy.health" -}}
policyTypes: [Ingress]
ingress:
  - ports:
      - { port: {{ include "ethereum.healthPort" . }}, protocol: TCP }
    {{- with .networkPolicy.healthFrom }}
    from:
      {{- toYaml . | nindent 6 }}
    {{- end }}
{{- end }}

{{- define "ethereum.policy.metrics" -}}
{{- with .networkPolicy.metricsFrom -}}
policyTypes: [Ingress]
ingress:
  - from:
      {{- toYaml . | nindent 6 }}
    ports:
      {{- range $.ports.metrics }}
      {{- if ne .name "health" }}
      - { port: {{ .port }}, protocol: TCP }
      {{- end }}
      {{- end }}
{{- end }}
{{- end }}

{{- define "ethereum.policy.rpc" -}}
{{- if eq .exposure.rpc "gateway" -}}
{{- include "ethereum.gateway.policyOfNode" . -}}
{{- else if and .ports.rpc .networkPolicy.rpcFrom -}}
policyTypes: [Ingress]
ingress:
  - from:
      {{- toYaml .networkPolicy.rpcFrom | nindent 6 }}
    ports:
      {{- range .ports.rpc }}
      - { port: {{ .port }}, protocol: TCP }
      {{- end }}
{{- end }}
{{- end }}

{{/*
Other nodes of the network: those beside this one, and those of the world, which listen on any port. A public network's
peers have public addresses, so the cluster's own networks stay out of reach, and so does a cloud's metadata service.
Called with a node that has `siblingPorts`: the text of files/peers/ports.yaml, which is generated from the ports of all clients, so that no
render reads their files.
*/}}
{{- define "ethereum.policy.peers" -}}
{{- if not .daemon -}}
{{- $isNode := dict "key" "ethereum.nodeyard.io/role" "operator" "In" "values" (list "sync" "serve") -}}
{{- $ofNetwork := dict "ethereum.nodeyard.io/network" .network.name -}}
{{- $sibling := dict "podSelector" (dict "matchLabels" $ofNetwork "matchExpressions" (list $isNode)) -}}
{{- $world := dict "ipBlock" (dict "cidr" "0.0.0.0/0" "except" .networkPolicy.privateRanges) -}}
policyTypes: [Ingress, Egress]
ingress:
  - {{ if eq .p2p.exposure "none" }}from: {{ list $sibling | toJson }}
    {{ end }}ports:
      {{- range .ports.p2p }}
      - { port: {{ .port }}, protocol: {{ .protocol }} }
      {{- end }}
egress:
  - to: {{ list $sibling | toJson }}
    ports:
      {{- .siblingPorts | trim | nindent 6 }}
  {{- if ne .network.kind "devnet" }}
  - to: {{ list $world | toJson }}
  {{- end }}
{{- end }}
{{- end }}

{{/* A devnet's boot node, and those that begin with it: they ask its Beacon API for its record. */}}
{{- define "ethereum.policy.boot" -}}
{{- if .boot.itself -}}
policyTypes: [Ingress]
ingress:
  - from:
      - podSelector:
          matchLabels: { ethereum.nodeyard.io/network: {{ .network.name }} }
          matchExpressions:
            - { key: ethereum.nodeyard.io/role, operator: In, values: [sync, serve] }
    ports:
      - { port: {{ .consensus.facts.ports.http }}, protocol: TCP }
{{- else if .boot.name -}}
policyTypes: [Egress]
egress:
  - to:
      - podSelector:
          matchLabels:
            ethereum.nodeyard.io/network: {{ .network.name }}
            ethereum.nodeyard.io/node: {{ .boot.name | quote }}
    ports:
      - { port: {{ .consensus.facts.ports.http }}, protocol: TCP }
{{- end }}
{{- end }}

{{/* Only the pools whose daemons read this node's database. */}}
{{- define "ethereum.policy.private" -}}
{{- if .databaseReaders -}}
policyTypes: [Ingress]
ingress:
  - from:
      {{- range .databaseReaders }}
      - podSelector:
          matchLabels:
            ethereum.nodeyard.io/network: {{ $.network.name }}
            ethereum.nodeyard.io/role: serve
            ethereum.nodeyard.io/node: {{ . | quote }}
      {{- end }}
    ports:
      {{- range .ports.private }}
      - { port: {{ .port }}, protocol: TCP }
      {{- end }}
{{- end }}
{{- end }}

{{/* The node whose database a daemon reads. */}}
{{- define "ethereum.policy.source" -}}
{{- if .daemon -}}
policyTypes: [Egress]
egress:
  - to:
      - podSelector:
          matchLabels:
            ethereum.nodeyard.io/network: {{ $.network.name }}
            ethereum.nodeyard.io/role: sync
            ethereum.nodeyard.io/node: {{ .syncNode | quote }}
    ports:
      {{- range $.ports.private }}
      - { port: {{ .port }}, protocol: TCP }
      {{- end }}
{{- end }}
{{- end }}
