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
egress:
  - to:
      - namespaceSelector:
          matchLabels: { kubernetes.io/metadata.name: istio-system }
    ports:
      - { protocol: TCP, port: 15012 }
{{- end }}
{{- end }}

{{/*
ztunnel carries what passes between pods on port 15008, and sends the kubelet's probes on from 169.254.7.127
(https://istio.io/latest/docs/ambient/usage/networkpolicy/). Expects: the namespace's settings.
*/}}
{{- define "platform.mesh.ambient" -}}
{{- if has "Ingress" .defaultDeny -}}
ingress:
  - ports:
      - { protocol: TCP, port: 15008 }
  - from:
      - ipBlock: { cidr: 169.254.7.127/32 }
{{- end }}
{{- if has "Egress" .defaultDeny }}
egress:
  - ports:
      - { protocol: TCP, port: 15008 }
{{- end }}
{{- end }}
