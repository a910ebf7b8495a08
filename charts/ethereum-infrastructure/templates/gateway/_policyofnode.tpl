{{/* Who may ask a node where there is a gateway: the gateway, and for the Beacon API whom the values name. Called with a finished node or pool (see _node.tpl). */}}
{{- define "ethereum.gateway.policyOfNode" -}}
policyTypes: [Ingress]
ingress:
  - from:
      - podSelector:
          matchLabels:
            ethereum.nodeyard.io/role: gateway
            ethereum.nodeyard.io/gateway: {{ .network.name }}
    ports:
      {{- range .ports.rpc }}
      {{- if ne .name "beacon" }}
      - { port: {{ .port }}, protocol: TCP }
      {{- end }}
      {{- end }}
  {{- if and (eq .exposure.beacon "clusterIP") .networkPolicy.rpcFrom }}
  - from:
      {{- toYaml .networkPolicy.rpcFrom | nindent 6 }}
    ports:
      - { port: {{ .consensus.facts.ports.http }}, protocol: TCP }
  {{- end }}
{{- end }}
