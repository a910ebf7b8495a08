{{/* Labels by which Istio takes a namespace's pods into the mesh. Expects: the namespace's settings. */}}
{{- define "platform.mesh.labels" -}}
{{- if eq .mesh "sidecar" }}
istio-injection: enabled
{{- else if eq .mesh "ambient" }}
istio.io/dataplane-mode: ambient
{{- end }}
{{- end }}

{{/* Outside the mesh nothing needs to pass. */}}
{{- define "platform.mesh.none" -}}
{{- end }}

{{/* A sidecar asks istiod for its certificate and configuration. Expects: the namespace's settings. */}}
{{- define "platform.mesh.sidecar" -}}
{{- if has "Egress" .defaultDeny -}}
policyTypes: [Egress]
egress:
  - to:
      - namespaceSelector:
          matchLabels: { kubernetes.io/metadata.name: {{ quote .meshNamespace }} }
    ports:
      - { protocol: TCP, port: 15012 }
{{- end }}
{{- end }}

{{/*
ztunnel sends the kubelet's probes on from 169.254.7.127 (https://istio.io/latest/docs/ambient/usage/networkpolicy/). The
tunnel between pods, port 15008, is for each workload's own policies to open: whoever reaches it reaches every port of the
pod. Expects: the namespace's settings.
*/}}
{{- define "platform.mesh.ambient" -}}
{{- if has "Ingress" .defaultDeny -}}
policyTypes: [Ingress]
ingress:
  - from:
      - ipBlock: { cidr: 169.254.7.127/32 }
{{- end }}
{{- end }}
