{{/* What Prometheus scrapes, and what it computes of that. */}}

{{/*
Sets `scrapes` of a node, a list of `{port, path, labels}`. The labels are those that files/alerts expect on every series;
Prometheus adds `namespace` itself. Called with a resolved node (see _node.tpl).
*/}}
{{- define "ethereum.setScrapes" -}}
{{- $layers := dict "el-metrics" "execution" "cl-metrics" "consensus" -}}
{{- $scrapes := list -}}
{{- range .ports.metrics -}}
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
{{- $_ := set . "scrapes" $scrapes -}}
{{- end }}
