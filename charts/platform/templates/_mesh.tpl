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
ztunnel sends the kubelet's probes on from an address of Istio's own, one of each family (HOST_PROBE_SNAT_IP and
HOST_PROBE_SNAT_IPV6 of istio-cni; https://istio.io/latest/docs/ambient/usage/networkpolicy/). The
tunnel between pods, port 15008, is for each workload's own policies to open: a client that reaches it reaches every port of the
pod. Expects: the namespace's settings.
*/}}
{{- define "platform.mesh.ambient" -}}
{{- if has "Ingress" .defaultDeny -}}
policyTypes: [Ingress]
ingress:
  - from:
      - ipBlock: { cidr: 169.254.7.127/32 }
      - ipBlock: { cidr: fd16:9254:7127:1337:ffff:ffff:ffff:ffff/128 }
{{- end }}
{{- end }}

{{/*
Pods of the mesh that have metrics, as a YAML list of `{name, namespaces, pods, port, path, keep}`. Envoy's own port is left out
of the mesh by every proxy, so it is asked in the clear; it has thousands of series of which the calls are kept. Called with the
root context.
*/}}
{{- define "platform.mesh.podMonitors" -}}
# Sidecars, gateways and waypoints: Istio gives each of them this label.
- name: istio-proxies
  namespaces: { any: true }
  pods: { matchExpressions: [{ key: service.istio.io/canonical-name, operator: Exists }] }
  port: http-envoy-prom
  path: /stats/prometheus
  keep: istio_(requests_total|request_duration_milliseconds_bucket|tcp_connections_opened_total)
- name: ztunnel
  namespaces: { matchNames: [{{ quote .Values.mesh.machineNamespace }}] }
  pods: { matchLabels: { app: ztunnel } }
  port: ztunnel-stats
  path: /stats/prometheus
- name: istio-cni
  namespaces: { matchNames: [{{ quote .Values.mesh.machineNamespace }}] }
  pods: { matchLabels: { k8s-app: istio-cni-node } }
  port: metrics
  path: /metrics
{{- end }}
