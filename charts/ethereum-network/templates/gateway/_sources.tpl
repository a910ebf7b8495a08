{{/* What a mesh does to the limits of one source, which goes by addresses. Empty where nothing is to be minded. */}}
{{- define "ethereum.gateway.sourceWords" -}}
{{- $gateway := .Values.exposure.gateway -}}
{{- $trusted := $gateway.rateLimit.trustedProxies | default list -}}
{{- if eq .Values.mesh.mode "sidecar" -}}
exposure.gateway.rateLimit.connections limits no caller: with sidecars every connection is the one of the proxy in the pod, and exposure.gateway.connections ({{ int $gateway.connections }}) is the only bound.
{{- if not (has "127.0.0.6/32" $trusted) }} All callers of a replica share one rate: name 127.0.0.6/32 and ::6/128 in exposure.gateway.rateLimit.trustedProxies.{{ end -}}
{{- else if and (eq .Values.mesh.mode "ambient") (not $trusted) -}}
callers who come through a gateway of the mesh share its address, and with it one rate and rateLimit.connections: name the range of pods in exposure.gateway.rateLimit.trustedProxies.
{{- end -}}
{{- end }}
