{{/* What Prometheus scrapes, and what it computes of that. */}}

{{/*
Scrapes of a node as a JSON list of `{port, path, labels}`. The labels are those that files/alerts expect on every series;
Prometheus adds `namespace` itself. Called with a resolved node (see _node.tpl).
*/}}
{{- define "ethereum.scrapes" -}}
{{- $layers := dict "el-metrics" "execution" "cl-metrics" "consensus" -}}
{{- $scrapes := list -}}
{{- range include "ethereum.metricsPorts" . | fromJsonArray -}}
{{- $labels := dict "job" "ethereum-node" "network" $.network.name "node" $.name "role" $.role -}}
{{- with $.owner.team }}{{ $_ := set $labels "team" (include "ethereum.teamName" .) }}{{ end -}}
{{- $scrape := dict "port" .name "path" "/metrics" "labels" $labels -}}
{{- with index $layers .name -}}
{{- $client := index $ . -}}
{{- $_ := set $labels "job" (printf "ethereum-%s" .) -}}
{{- $_ := set $labels "client" $client.client -}}
{{- $_ := set $scrape "path" $client.facts.metricsPath -}}
{{- end -}}
{{- $scrapes = append $scrapes $scrape -}}
{{- end -}}
{{- $scrapes | toJson -}}
{{- end }}

{{/* `payments` of `group:default/payments`: what alerts are routed by. */}}
{{- define "ethereum.teamName" -}}
{{ . | splitList "/" | last }}
{{- end }}

{{/*
Groups of files/alerts as a JSON list. An alert of one node carries its node's team; where a rule has summed nodes up and
the label is gone, it is the team of this release. Called with the root context.
*/}}
{{- define "ethereum.ruleGroups" -}}
{{- $groups := list -}}
{{- range $path, $_ := .Files.Glob "files/alerts/*.rules.yaml" -}}
{{- $groups = concat $groups ($.Files.Get $path | fromYaml).groups -}}
{{- end -}}
{{- $groups = append $groups (include "ethereum.priceGroup" . | fromJson) -}}
{{- with .Values.owner.team -}}
{{- $team := printf "{{ or $labels.team %q }}" (include "ethereum.teamName" .) -}}
{{- range $group := $groups -}}
{{- range $rule := $group.rules -}}
{{- if $rule.alert }}{{ $_ := set $rule.labels "team" $team }}{{ end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- $groups | toJson -}}
{{- end }}
