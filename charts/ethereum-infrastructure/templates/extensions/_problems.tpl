{{/*
Extensions of the values that cannot work or would break the node, one problem per line: each with its field, the reason and the fix.
Called with a resolved node (see _node.tpl).
*/}}
{{- define "ethereum.extensions.problems" -}}
{{- include "ethereum.extensions.podProblems" . -}}
{{- include "ethereum.extensions.serviceProblems" . -}}
{{- include "ethereum.extensions.accountProblems" . -}}
{{- end }}

{{/* Those that do not depend on a node. Called with the root context. */}}
{{- define "ethereum.extensions.sharedProblems" -}}
{{- $values := .Values -}}
{{- $labels := dict
  "commonLabels" $values.commonLabels
  "podLabels" $values.podLabels
  "service.labels" $values.service.labels
  "monitoring.serviceMonitor.labels" $values.monitoring.serviceMonitor.labels -}}
{{- $annotations := dict
  "commonAnnotations" $values.commonAnnotations
  "httpRoute.annotations" $values.httpRoute.annotations
  "ingress.annotations" $values.ingress.annotations
  "monitoring.serviceMonitor.annotations" $values.monitoring.serviceMonitor.annotations
  "podAnnotations" $values.podAnnotations
  "service.annotations" $values.service.annotations
  "serviceAccount.annotations" $values.serviceAccount.annotations -}}
{{- include "ethereum.reservedProblems" (dict "root" . "labels" $labels "annotations" $annotations) -}}
{{- include "ethereum.objectProblems" . -}}
{{- include "ethereum.extensions.takenObjects" . -}}
{{- include "ethereum.scrapeProblems" . -}}
{{- end }}

{{/* ServiceAccount and DNS. Called with a resolved node. */}}
{{- define "ethereum.extensions.accountProblems" -}}
{{- include "ethereum.accountProblems" (dict "field" "serviceAccount" "account" .serviceAccount) -}}
{{- if and .serviceAccount.name (ne .serviceAccount.name .fullname) .daemon (ne .mesh.mode "none") (eq .mesh.mtls "STRICT") }}
- serviceAccount.name {{ .serviceAccount.name | quote }} would keep the pool from its sync node: in a mesh with mtls "STRICT" that admits the ServiceAccount {{ .fullname | quote }}. Remove it.
{{- end -}}
{{- $grace := .terminationGracePeriodSeconds | default (include "ethereum.neededGrace" .) | int -}}
{{- range $layer := list "execution" "consensus" -}}
{{- $client := index $ $layer -}}
{{- $sleep := dig "preStop" "sleep" "seconds" 0 ($client.lifecycle | default dict) | int -}}
{{- if and $sleep (ne $.network.kind "devnet") (lt $grace (add $sleep (int $client.facts.gracePeriodSeconds) | int)) }}
- {{ $layer }}.lifecycle.preStop.sleep.seconds {{ $sleep }} leaves {{ $client.client }} less than the {{ $client.facts.gracePeriodSeconds }} s that it needs to stop: terminationGracePeriodSeconds is {{ $grace }}. Set it to {{ add $sleep (int $client.facts.gracePeriodSeconds) }} or more.
{{- end -}}
{{- end -}}
{{- if and (eq .dnsPolicy "None") (not .dnsConfig.nameservers) }}
- dnsConfig.nameservers is missing: dnsPolicy "None" leaves the pod without DNS. Name one.
{{- end -}}
{{- end }}

{{/* Objects of the values that are objects of the chart too. Called with the root context. */}}
{{- define "ethereum.extensions.takenObjects" -}}
{{- $kinds := list "AuthorizationPolicy" "ConfigMap" "CronJob" "Deployment" "HTTPRoute" "HorizontalPodAutoscaler" "Ingress" "Lease" "NetworkPolicy" "PeerAuthentication" "Role" "RoleBinding" "Secret" "Service" "ServiceAccount" "ServiceMonitor" "StatefulSet" -}}
{{- range $i, $object := .Values.extraObjects -}}
{{- if and (has (toString .kind) $kinds) (kindIs "map" .metadata) -}}
{{- $name := tpl (toString .metadata.name) $ -}}
{{- $suffix := trimPrefix (printf "%s-" $.node.fullname) $name -}}
{{- if or (eq $name $.node.fullname) (and (ne $suffix $name) (has $suffix (list "env" "headless" "metrics" "network" "p2p" "private" "snapshot" "snapshot-state"))) }}
- extraObjects[{{ $i }}] is {{ .kind }} {{ $name | quote }}, a name of the chart's objects. Choose another name.
{{- end -}}
{{- end -}}
{{- end -}}
{{- end }}
