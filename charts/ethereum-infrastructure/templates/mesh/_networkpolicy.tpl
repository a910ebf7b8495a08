{{/* What a mesh needs of network policies, which see its tunnels and not what is in them. */}}

{{/* Of a node. Called with a finished node or pool (see _node.tpl). */}}
{{- define "ethereum.policy.mesh" -}}
{{- $callers := .networkPolicy.rpcFrom -}}
{{- if eq .exposure.rpc "gateway" -}}
{{- $callers = list (dict "podSelector" (dict "matchLabels" (dict "ethereum.nodeyard.io/role" "gateway" "ethereum.nodeyard.io/gateway" .network.name))) -}}
{{- end -}}
{{- if include "ethereum.validators.enabled" . }}{{ $callers = concat $callers .networkPolicy.validatorsFrom }}{{ end -}}
{{- if .readers -}}
{{- $callers = append $callers (dict "podSelector" (dict "matchLabels" (dict "ethereum.nodeyard.io/network" .network.name "ethereum.nodeyard.io/role" "serve"))) -}}
{{- end -}}
{{- if include "ethereum.takesSnapshots" . -}}
{{- $callers = append $callers (include "ethereum.orchestratorPeer" . | fromJson) -}}
{{- end -}}
{{- include "ethereum.mesh.policy" (dict "mesh" .mesh "from" (concat $callers .networkPolicy.metricsFrom) "metricsFrom" .networkPolicy.metricsFrom "to" (dict "ethereum.nodeyard.io/network" .network.name)) -}}
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
