{{/*
Prices and budgets of `monitoring.cost` as series, so that rules, dashboards and `nodeyard cost` read one figure. Appends them to
`rules` of the given dict. Called with a dict of `cost` (values) and `rules`.
*/}}
{{- define "ethereum.addPriceRules" -}}
{{- $prices := .cost.prices -}}
{{- $of := dict "currency" $prices.currency "as_of" $prices.asOf -}}
{{- range $resource, $price := dict "cpu" $prices.cpuHour "memory" $prices.memoryGibHour "traffic" $prices.trafficGib -}}
{{- include "ethereum.addConstantRule" (dict "to" $ "record" "eth:price" "value" $price "labels" (merge (dict "resource" $resource) $of)) -}}
{{- end -}}
{{- range $class, $price := $prices.storageGibMonth -}}
{{- $labels := merge (dict "resource" "storage") $of -}}
{{- if ne $class "default" }}{{ $_ := set $labels "storageclass" $class }}{{ end -}}
{{- include "ethereum.addConstantRule" (dict "to" $ "record" "eth:price" "value" $price "labels" $labels) -}}
{{- end -}}
{{- range $team, $budget := .cost.budgets -}}
{{- include "ethereum.addConstantRule" (dict "to" $ "record" "eth:team_budget:month" "value" $budget "labels" (dict "team" $team "currency" $prices.currency)) -}}
{{- end -}}
{{- range $namespace, $team := .cost.namespaces -}}
{{- include "ethereum.addConstantRule" (dict "to" $ "record" "eth:namespace_owner:share" "value" 1 "labels" (dict "namespace" $namespace "team" $team)) -}}
{{- end -}}
{{- end }}

{{/* A series that stays as it is. Called with a dict of `to` (what has the list `rules`), `record`, `value` and `labels`. */}}
{{- define "ethereum.addConstantRule" -}}
{{- $_ := set .to "rules" (append .to.rules (dict "record" .record "expr" (printf "vector(%s)" (toJson .value)) "labels" .labels)) -}}
{{- end }}
