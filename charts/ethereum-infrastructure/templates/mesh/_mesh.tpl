{{/*
What a mesh (Istio) needs to know of our pods. Peers of the network are no part of any mesh, so their ports stay outside of it;
the sidecar's port and the metrics are also answered in the clear, because the API server's proxy and Prometheus have no
certificate of the mesh. The Engine API is on loopback, which no mesh touches.
*/}}

{{/*
Labels of the pod of a Job, which stays outside: it asks nothing of a node that is not answered in the clear, and a proxy beside
it would only have to be ended with it. Called with `mesh` of the values.
*/}}
{{- define "ethereum.mesh.jobLabels" -}}
{{- if eq .mode "sidecar" -}}
sidecar.istio.io/inject: "false"
{{- else if eq .mode "ambient" -}}
istio.io/dataplane-mode: none
{{- end -}}
{{- end }}

{{/* Annotations of a node's pod. Called with a finished node or pool (see _node.tpl). */}}
{{- define "ethereum.mesh.nodeAnnotations" -}}
{{- if eq .mesh.mode "sidecar" -}}
{{- if not .daemon -}}
# Peers speak protocols of their own and are anywhere: nothing that the clients dial goes through the proxy.
traffic.sidecar.istio.io/includeOutboundIPRanges: ""
traffic.sidecar.istio.io/excludeInboundPorts: {{ include "ethereum.mesh.p2pPorts" . | splitList " " | join "," | quote }}
{{ end -}}
# A proxy that starts before the init containers, which download, and ends after the clients.
sidecar.istio.io/nativeSidecar: "true"
{{- end -}}
{{- end }}

{{/* TCP ports of a node for its peers, as a text, separated by spaces. */}}
{{- define "ethereum.mesh.p2pPorts" -}}
{{- $ports := list -}}
{{- if not .daemon -}}
{{- range .ports.p2p -}}
{{- if eq .protocol "TCP" }}{{ $ports = append $ports (.port | int | toString) }}{{ end -}}
{{- end -}}
{{- end -}}
{{- $ports | uniq | join " " -}}
{{- end }}

{{/* Ports that every pod that the network policies admit may use without a certificate, the same way. */}}
{{- define "ethereum.mesh.openPorts" -}}
{{- $ports := list -}}
{{- range .ports.metrics }}{{ $ports = append $ports (.port | int | toString) }}{{ end -}}
{{- concat $ports (include "ethereum.mesh.p2pPorts" . | splitList " " | compact) | uniq | join " " -}}
{{- end }}
