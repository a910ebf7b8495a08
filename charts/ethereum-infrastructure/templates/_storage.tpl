{{/* Volume sizes. */}}

{{/* A quantity such as 850Gi, 1.5Ti or 900G in whole GiB. */}}
{{- define "ethereum.gib" -}}
{{- $number := regexFind "^[0-9.]+" . | float64 -}}
{{- $bytes := dict "Mi" 1048576.0 "Gi" 1073741824.0 "Ti" 1099511627776.0 "M" 1000000.0 "G" 1000000000.0 "T" 1000000000000.0 -}}
{{- divf (mulf $number (index $bytes (regexFind "[A-Za-z]+$" .))) 1073741824.0 | floor -}}
{{- end }}
