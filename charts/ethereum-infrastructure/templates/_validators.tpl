{{/*
The Beacon API for validator clients, with exposure.beacon "validators": a Service and a policy of its own, because its callers
can publish blocks and change settings of the node, and callers of JSON-RPC must not. The chart runs no validators outside of
devnets. Pools have none: duties of one validator must not be computed from several nodes. Called with the node.
*/}}

{{/* "true" for a node whose Beacon API validators may use. */}}
{{- define "ethereum.validators.enabled" -}}
{{- if and (eq .exposure.beacon "validators") (eq .role "sync") (not .consensus.embedded) }}true{{ end -}}
{{- end }}

{{- define "ethereum.validators.name" }}{{ .fullname }}-validators{{ end }}

{{- define "ethereum.policy.validators" -}}
{{- if include "ethereum.validators.enabled" . -}}
policyTypes: [Ingress]
ingress:
  - from:
      {{- toYaml .networkPolicy.validatorsFrom | nindent 6 }}
    ports:
      - { port: {{ .consensus.facts.ports.http }}, protocol: TCP }
{{- end -}}
{{- end }}

{{/* Rule of the node's AuthorizationPolicy. */}}
{{- define "ethereum.validators.meshRule" -}}
{{- if include "ethereum.validators.enabled" . -}}
- from:
    - source:
        principals: {{ .mesh.validatorPrincipals | toJson }}
  to:
    - operation:
        ports: [{{ .consensus.facts.ports.http | int | toString | quote }}]
{{- end -}}
{{- end }}

{{/* One problem per line. */}}
{{- define "ethereum.validators.problems" -}}
{{- if and (eq .exposure.beacon "validators") (eq .role "sync") -}}
{{- if .consensus.embedded }}
- exposure.beacon "validators" needs a consensus client of its own: {{ .consensus.facts.title }} inside {{ .execution.client }} does not serve validators here. Set consensus.client, or choose "none".
{{- else }}
{{- if and .networkPolicy.enabled (not .networkPolicy.validatorsFrom) }}
- networkPolicy.validatorsFrom is empty: exposure.beacon "validators" opens the Beacon API to the pods of your validator clients only, because its callers can publish blocks. Name them.
{{- end }}
{{- if and (ne .mesh.mode "none") (eq .mesh.mtls "STRICT") (not .mesh.validatorPrincipals) }}
- mesh.validatorPrincipals is empty: in a mesh exposure.beacon "validators" needs the identities of your validator clients, e.g. cluster.local/ns/staking/sa/validator. Name them.
{{- end }}
{{- end -}}
{{- end -}}
{{- end }}
