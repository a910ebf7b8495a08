{{/* Generated: a copy of charts/ethereum-infrastructure/templates/shared/_networkpolicy.tpl. Do not edit. */}}
{{- define "ethereum.policy.defaultDeny" -}}
policyTypes: [Ingress, Egress]
{{- end }}

{{/* Names of peers' bootstrap lists and checkpoint sources. */}}
{{- define "ethereum.policy.dns" -}}
policyTypes: [Egress]
egress:
  - to:
      {{- toYaml .networkPolicy.dnsTo | nindent 6 }}
    ports:
      - { port: 53, protocol: UDP }
      - { port: 53, protocol: TCP }
{{- end }}

{{- define "ethereum.policy.extra" -}}
{{- if or .networkPolicy.extraIngress .networkPolicy.extraEgress -}}
policyTypes: [Ingress, Egress]
ingress: {{ toYaml .networkPolicy.extraIngress | nindent 2 }}
egress: {{ toYaml .networkPolicy.extraEgress | nindent 2 }}
{{- end }}
{{- end }}
