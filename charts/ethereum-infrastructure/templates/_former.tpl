{{/*
Keys of values that are refused with the key that replaces them: files/values/former.yaml lists them. One problem per line. Called
with the root context.
*/}}
{{- define "ethereum.formerProblems" -}}
{{- range (.Files.Get "files/values/former.yaml" | fromYaml).keys -}}
{{- $steps := splitList "." .former -}}
{{- $parent := $.Values -}}
{{- range initial $steps }}{{ $parent = ternary (get $parent .) dict (kindIs "map" (get $parent .)) }}{{ end -}}
{{- if hasKey $parent (last $steps) }}
- {{ .former }} is a former key. {{ with .name }}Use {{ . }}.{{ end }}{{ with .instead }}{{ . }}{{ end }} `make migrate-values` rewrites an environment.
{{- end -}}
{{- end -}}
{{- end }}
