{{/* Generated: a copy of charts/ethereum-infrastructure/templates/shared/_scrapes.tpl. Do not edit. */}}
{{/* What the values add to an endpoint of a ServiceMonitor. Called with `monitoring.serviceMonitor` of the values. */}}
{{- define "ethereum.scrapeSettings" -}}
{{- with .scrapeTimeout }}
scrapeTimeout: {{ . }}
{{- end }}
{{- with .metricRelabelings }}
metricRelabelings:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/* Scrapes that Prometheus would refuse, or that would lose labels of the alerts, one problem per line. Called with the root context. */}}
{{- define "ethereum.scrapeProblems" -}}
{{- $monitor := .Values.monitoring.serviceMonitor -}}
{{- with $monitor.scrapeTimeout -}}
{{- if gt (include "ethereum.seconds" . | int) (include "ethereum.seconds" $monitor.interval | int) }}
- monitoring.serviceMonitor.scrapeTimeout {{ . }} is longer than monitoring.serviceMonitor.interval {{ $monitor.interval }}, which Prometheus refuses. Shorten it, or raise the interval.
{{- end -}}
{{- end -}}
{{- $labels := list "client" "job" "network" "node" "role" "team" -}}
{{- range $list := list "relabelings" "metricRelabelings" -}}
{{- range $i, $rule := index $monitor $list -}}
{{- $field := printf "monitoring.serviceMonitor.%s[%d]" $list $i -}}
{{- $action := .action | default "replace" -}}
{{- $writes := has $action (list "replace" "hashmod" "lowercase" "uppercase") -}}
{{- if and $writes (not .targetLabel) }}
- {{ $field }}.targetLabel is missing: action {{ $action | quote }} writes it. Add it.
{{- else if and $writes (has .targetLabel $labels) }}
- {{ $field }}.targetLabel {{ .targetLabel | quote }} is a label that alerts and dashboards select by. Write another label.
{{- end -}}
{{- range $label := $labels -}}
{{- $matches := regexMatch (printf "^(?:%s)$" ($rule.regex | default "(.*)")) $label -}}
{{- if or (and (eq $action "labeldrop") $matches) (and (eq $action "labelkeep") (not $matches)) }}
- {{ $field }} with action {{ $action | quote }} would remove label {{ $label | quote }}, which alerts and dashboards select by. Change regex.
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end }}

{{/* Seconds of a duration like `15s` or `1m`. */}}
{{- define "ethereum.seconds" -}}
{{- $number := regexFind "^[0-9]+" . | int -}}
{{- ternary (mul $number 60) $number (hasSuffix "m" .) -}}
{{- end }}
