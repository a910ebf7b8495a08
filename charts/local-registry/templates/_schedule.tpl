{{/* The same as templates/_schedule.tpl of charts/ethereum-infrastructure: tests/render/schedules.ts compares both with Kubernetes. */}}

{{/* Schedules as Kubernetes' CronJobs have them: robfig/cron v3, for which "?" is "*". */}}

{{/*
"true" where no day is meant: 31 February. Beside a day of the week, days of the month are no condition, and one of the two
comes always. Called with a schedule of five fields.
*/}}
{{- define "registry.neverComes" -}}
{{- $parts := splitList " " . -}}
{{- $anyWeekday := false -}}
{{- range splitList "," (last $parts) -}}
{{- if regexMatch `^[*?](/0?1)?$` . }}{{ $anyWeekday = true }}{{ end -}}
{{- end -}}
{{- $longest := 0 -}}
{{- range include "registry.cronValues" (dict "field" (index $parts 3) "last" 12) | fromJsonArray -}}
{{- with index (list 0 31 29 31 30 31 30 31 31 30 31 30 31) (min 12 (int .)) }}{{ $longest = max $longest . }}{{ end -}}
{{- end -}}
{{- $first := 99 -}}
{{- range include "registry.cronValues" (dict "field" (index $parts 2) "last" 31) | fromJsonArray -}}
{{- $first = min $first (int .) -}}
{{- end -}}
{{- if and $anyWeekday $longest (gt $first (int $longest)) }}true{{ end -}}
{{- end }}

{{/* Numbers that a field stands for, as a JSON list. Called with a dict of `field` and `last` (the highest number). */}}
{{- define "registry.cronValues" -}}
{{- $field := lower .field -}}
{{- range $i, $name := list "jan" "feb" "mar" "apr" "may" "jun" "jul" "aug" "sep" "oct" "nov" "dec" -}}
{{- $field = replace $name (toString (add1 $i)) $field -}}
{{- end -}}
{{- $values := list -}}
{{- range splitList "," $field -}}
{{- $range := splitList "/" . | first -}}
{{- $step := ternary (splitList "/" . | last | atoi) 1 (contains "/" .) -}}
{{- $from := splitList "-" $range | first | atoi -}}
{{- $to := splitList "-" $range | last | atoi -}}
{{- if has $range (list "*" "?") -}}
{{- $from = 1 -}}
{{- $to = $.last -}}
{{- else if and (contains "/" .) (not (contains "-" $range)) -}}
{{- $to = $.last -}}
{{- end -}}
{{- range untilStep (int $from) (int (add1 (min $to 99))) (int $step) }}{{ $values = append $values . }}{{ end -}}
{{- end -}}
{{- $values | toJson -}}
{{- end }}
