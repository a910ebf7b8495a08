{{/*
Groups of files/alerts, and of prices, as YAML. An alert of one node carries its node's team; where a rule has summed nodes up and
the label is gone, it is the team of this release. Called with the root context.
*/}}
{{- define "ethereum.ruleGroups" -}}
{{- $groups := list -}}
{{- range $path, $_ := .Files.Glob "files/alerts/*.rules.yaml" -}}
{{- $groups = concat $groups ($.Files.Get $path | fromYaml).groups -}}
{{- end -}}
{{- $prices := dict "cost" .Values.monitoring.cost "rules" list -}}
{{- include "ethereum.addPriceRules" $prices -}}
{{- $groups = append $groups (dict "name" "ethereum-prices" "interval" "1m" "rules" $prices.rules) -}}
{{- with .Values.owner.team -}}
{{- $team := printf "{{ or $labels.team %q }}" (include "ethereum.teamName" .) -}}
{{- range $group := $groups -}}
{{- range $rule := $group.rules -}}
{{- if $rule.alert }}{{ $_ := set $rule.labels "team" $team }}{{ end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- toYaml $groups -}}
{{- end }}
