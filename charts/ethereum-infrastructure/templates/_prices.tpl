{{/*
Prices and budgets of `monitoring.cost` as series, so that rules, dashboards and `nodeyard cost` read one figure: a rule group as
JSON. Called with the root context.
*/}}
{{- define "ethereum.priceGroup" -}}
{{- $cost := .Values.monitoring.cost -}}
{{- $prices := $cost.prices -}}
{{- $of := dict "currency" $prices.currency "as_of" $prices.asOf -}}
{{- $rules := list -}}
{{- range $resource, $price := dict "cpu" $prices.cpuHour "memory" $prices.memoryGibHour "traffic" $prices.trafficGib -}}
{{- $rules = append $rules (include "ethereum.constantRule" (dict "record" "eth:price" "value" $price "labels" (merge (dict "resource" $resource) $of)) | fromJson) -}}
{{- end -}}
{{- range $class, $price := $prices.storageGibMonth -}}
{{- $labels := merge (dict "resource" "storage") $of -}}
{{- if ne $class "default" }}{{ $_ := set $labels "storageclass" $class }}{{ end -}}
{{- $rules = append $rules (include "ethereum.constantRule" (dict "record" "eth:price" "value" $price "labels" $labels) | fromJson) -}}
{{- end -}}
{{- range $team, $budget := $cost.budgets -}}
{{- $labels := dict "team" $team "currency" $prices.currency -}}
{{- $rules = append $rules (include "ethereum.constantRule" (dict "record" "eth:team_budget:month" "value" $budget "labels" $labels) | fromJson) -}}
{{- end -}}
{{- range $namespace, $team := $cost.namespaces -}}
{{- $labels := dict "namespace" $namespace "team" $team -}}
{{- $rules = append $rules (include "ethereum.constantRule" (dict "record" "eth:namespace_owner:share" "value" 1 "labels" $labels) | fromJson) -}}
{{- end -}}
{{- dict "name" "ethereum-prices" "interval" "1m" "rules" $rules | toJson -}}
{{- end }}

{{/* A series that stays as it is. Called with a dict of `record`, `value` and `labels`. */}}
{{- define "ethereum.constantRule" -}}
{{- dict "record" .record "expr" (printf "vector(%s)" (toJson .value)) "labels" .labels | toJson -}}
{{- end }}
