{{/*
Extensions of the values that cannot work or would break the node, one problem per line: each with its field, the reason and the fix.
Called with a dict of `root` and `node` (finished).
*/}}
{{- define "ethereum.extensions.problems" -}}
{{- include "ethereum.extensions.podProblems" .node -}}
{{- include "ethereum.extensions.serviceProblems" .node -}}
{{- include "ethereum.extensions.accountProblems" .node -}}
{{- end }}

{{/* Those that do not depend on a node. Called with the root context. */}}
{{- define "ethereum.extensions.sharedProblems" -}}
{{- include "ethereum.extensions.metadataProblems" . -}}
{{- include "ethereum.extensions.objectProblems" . -}}
{{- include "ethereum.extensions.scrapeProblems" . -}}
{{- end }}

{{/* ServiceAccount and DNS. Called with a finished node or pool. */}}
{{- define "ethereum.extensions.accountProblems" -}}
{{- if not .serviceAccount.create -}}
{{- if not .serviceAccount.name }}
- serviceAccount.name is missing: with serviceAccount.create false, the pod would run as the ServiceAccount "default" of the namespace. Name one that exists.
{{- end -}}
{{- if .serviceAccount.annotations }}
- serviceAccount.annotations have no effect with serviceAccount.create false. Set them on the ServiceAccount {{ .serviceAccount.name | quote }}, or remove them.
{{- end -}}
{{- end -}}
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

{{/* Objects of the values. Called with the root context. */}}
{{- define "ethereum.extensions.objectProblems" -}}
{{- $taken := dict -}}
{{- range $i, $object := .Values.extraObjects -}}
{{- $field := printf "extraObjects[%d]" $i -}}
{{- range $key := list "apiVersion" "kind" -}}
{{- if not (and (kindIs "string" (get $object $key)) (get $object $key)) }}
- {{ $field }}.{{ $key }} is missing: Kubernetes finds the type of an object by it. Add it.
{{- end -}}
{{- end -}}
{{- $metadata := .metadata | default dict -}}
{{- if not (kindIs "map" $metadata) }}
- {{ $field }}.metadata is not a mapping. Write metadata with name.
{{- else if not $metadata.name }}
- {{ $field }}.metadata.name is missing: Helm updates and deletes an object by its name. Add it.
{{- else -}}
{{- $key := printf "%v %v/%v" .kind ($metadata.namespace | default "") $metadata.name -}}
{{- if hasKey $taken $key }}
- {{ $field }} is the same object as {{ get $taken $key }}: {{ .kind }} {{ $metadata.name | quote }}. Remove one of them.
{{- end -}}
{{- $_ := set $taken $key $field -}}
{{- $annotations := $metadata.annotations | default dict -}}
{{- if kindIs "map" $annotations -}}
{{- range $name := keys $annotations -}}
{{- if hasPrefix "meta.helm.sh/" $name }}
- {{ $field }}.metadata.annotations has {{ $name | quote }}, by which Helm finds the objects of a release. Remove it.
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end }}

{{/* Scrapes that Prometheus would refuse, or that would lose labels of the alerts. Called with the root context. */}}
{{- define "ethereum.extensions.scrapeProblems" -}}
{{- $monitor := .Values.monitoring.serviceMonitor -}}
{{- with $monitor.scrapeTimeout -}}
{{- if gt (include "ethereum.extensions.seconds" . | int) (include "ethereum.extensions.seconds" $monitor.interval | int) }}
- monitoring.serviceMonitor.scrapeTimeout {{ . }} is longer than monitoring.serviceMonitor.interval {{ $monitor.interval }}, which Prometheus refuses. Shorten it, or raise the interval.
{{- end -}}
{{- end -}}
{{- $labels := list "client" "job" "network" "node" "role" "team" -}}
{{- range $list := list "relabelings" "metricRelabelings" -}}
{{- range $i, $rule := index $monitor $list -}}
{{- $action := .action | default "replace" -}}
{{- $writes := has $action (list "replace" "hashmod" "lowercase" "uppercase") -}}
{{- if and $writes (not .targetLabel) }}
- monitoring.serviceMonitor.{{ $list }}[{{ $i }}].targetLabel is missing: action {{ $action | quote }} writes it. Add it.
{{- else if and $writes (has .targetLabel $labels) }}
- monitoring.serviceMonitor.{{ $list }}[{{ $i }}].targetLabel {{ .targetLabel | quote }} is a label that alerts and dashboards select by. Write another label.
{{- end -}}
{{- range $label := $labels -}}
{{- $matches := regexMatch (printf "^(?:%s)$" ($rule.regex | default "(.*)")) $label -}}
{{- if or (and (eq $action "labeldrop") $matches) (and (eq $action "labelkeep") (not $matches)) }}
- monitoring.serviceMonitor.{{ $list }}[{{ $i }}] with action {{ $action | quote }} would remove label {{ $label | quote }}, which alerts and dashboards select by. Change regex.
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end }}

{{/* Seconds of a duration like `15s` or `1m`. */}}
{{- define "ethereum.extensions.seconds" -}}
{{- $number := regexFind "^[0-9]+" . | int -}}
{{- ternary (mul $number 60) $number (hasSuffix "m" .) -}}
{{- end }}
