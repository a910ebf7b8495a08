{{/* Labels of a pod that put it into the mesh. Called with `mesh` of the values. */}}
{{- define "ethereum.mesh.podLabels" -}}
{{- if eq .mode "sidecar" -}}
sidecar.istio.io/inject: "true"
{{- else if eq .mode "ambient" -}}
istio.io/dataplane-mode: ambient
{{- end -}}
{{- end }}

{{/*
Callers of JSON-RPC, as Istio's `source`: those of `mesh.callers`, else all workloads of this namespace. Called with a
dict of `callers` and `namespace`.
*/}}
{{- define "ethereum.mesh.callers" -}}
{{- if or .callers.namespaces .callers.principals }}
{{- with .callers.namespaces }}
- source:
    namespaces: {{ toJson . }}
{{- end }}
{{- with .callers.principals }}
- source:
    principals: {{ toJson . }}
{{- end }}
{{- else }}
- source:
    namespaces: [{{ .namespace | quote }}]
{{- end }}
{{- end }}

{{/* A service account's identity, in whichever trust domain. Called with a dict of `namespace` and `name`. */}}
{{- define "ethereum.mesh.principal" -}}
*/ns/{{ .namespace }}/sa/{{ .name }}
{{- end }}

{{/*
With sidecars: the way to the control plane, for certificates, and to the proxy's own metrics. With ambient: the tunnel's port,
from and to whom the other policies allow something, and the kubelet's probes, which come from an address of Istio's own, one of
each family (HOST_PROBE_SNAT_IP and HOST_PROBE_SNAT_IPV6 of istio-cni). https://istio.io/latest/docs/ambient/usage/networkpolicy/
Called with a dict of `mesh`, `from` (peers), `metricsFrom` (peers) and `to` (labels of pods).
*/}}
{{- define "ethereum.mesh.policy" -}}
{{- if eq .mesh.mode "sidecar" -}}
policyTypes: [{{ if .metricsFrom }}Ingress, {{ end }}Egress]
{{- with .metricsFrom }}
ingress:
  - from:
      {{- toYaml . | nindent 6 }}
    ports:
      - { port: 15090, protocol: TCP }
{{- end }}
egress:
  - to:
      {{- toYaml .mesh.controlPlane | nindent 6 }}
    ports:
      - { port: 15012, protocol: TCP }
{{- else if eq .mesh.mode "ambient" -}}
policyTypes: [Ingress, Egress]
ingress:
  {{- with .from }}
  - from:
      {{- toYaml . | nindent 6 }}
    ports:
      - { port: 15008, protocol: TCP }
  {{- end }}
  - from:
      - ipBlock: { cidr: 169.254.7.127/32 }
      - ipBlock: { cidr: fd16:9254:7127:1337:ffff:ffff:ffff:ffff/128 }
egress:
  - to:
      - podSelector:
          matchLabels:
            {{- toYaml .to | nindent 12 }}
    ports:
      - { port: 15008, protocol: TCP }
{{- end -}}
{{- end }}
