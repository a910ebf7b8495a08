{{/* What is known about a class's provider, as YAML. Expects: root, kind, name, class. */}}
{{- define "platform.storageProvider" -}}
{{- $providers := .root.Values.storageProviders }}
{{- if not (hasKey $providers .class.provider) }}
{{- fail (printf "%s.%s.provider %q is not known. Choose one of %s, or describe yours under storageProviders." .kind .name .class.provider (keys $providers | sortAlpha | join ", ")) }}
{{- end }}
{{- get $providers .class.provider | toYaml }}
{{- end }}
