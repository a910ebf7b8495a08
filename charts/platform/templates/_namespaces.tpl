{{/*
The namespaces by name, as YAML, each with what it leaves to namespaceDefaults, and with the mesh's own (`meshNamespace`).
Lists and the quota replace; they do not add up.
*/}}
{{- define "platform.namespaces" -}}
{{- range $name, $own := .Values.namespaces }}
{{- $namespace := mergeOverwrite (deepCopy $.Values.namespaceDefaults) (deepCopy $own) }}
{{- if hasKey $own "quota" }}{{ $_ := set $namespace "quota" $own.quota }}{{ end }}
{{- $_ := set $namespace "meshNamespace" $.Values.mesh.namespace }}
{{ dict $name $namespace | toYaml }}
{{- end }}
{{- end }}
