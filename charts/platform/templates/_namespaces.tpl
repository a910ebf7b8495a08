{{/*
The namespaces by name, as YAML, each with what it leaves to namespaceDefaults, and with the mesh's own (`meshNamespace`).
Lists and the quota replace; they do not add up.
*/}}
{{- define "platform.namespaces" -}}
{{- $reserved := .Files.Get "files/namespaces/reserved.yaml" | fromYaml }}
{{- range $name, $own := .Values.namespaces }}
{{- $reason := get $reserved.names $name }}
{{- range $prefix, $why := $reserved.prefixes }}{{ if hasPrefix $prefix $name }}{{ $reason = $why }}{{ end }}{{ end }}
{{- /* Those of layers are guarded, too; nodes are not put into them. */}}
{{- with get $reserved.layers $name }}{{ $reason = ternary .reason "" (eq $name $.Release.Namespace) }}{{ end }}
{{- if $reason }}
{{- fail (printf "namespaces.%s is reserved: it is %s. Name another." $name $reason) }}
{{- end }}
{{- $namespace := mergeOverwrite (deepCopy $.Values.namespaceDefaults) (deepCopy $own) }}
{{- if hasKey $own "quota" }}{{ $_ := set $namespace "quota" $own.quota }}{{ end }}
{{- $_ := set $namespace "meshNamespace" $.Values.mesh.namespace }}
{{ dict $name $namespace | toYaml }}
{{- end }}
{{- end }}

{{/*
Fails where a namespace is there and was deployed from another repository. One without the annotation is for Helm to refuse,
unless --take-ownership is given. Called with a dict of `root` and `name`.
*/}}
{{- define "platform.foreignNamespace" -}}
{{- $there := lookup "v1" "Namespace" "" .name | default dict }}
{{- $whose := dig "metadata" "annotations" "nodeyard.io/deployed-from" "" $there }}
{{- if and $whose (ne $whose .root.Values.repository) (not (has .name .root.Values.adopt)) }}
{{- fail (printf "namespaces.%s exists and was deployed from %q, and not from %q (repository). Name another, or set adopt to take it over with all that is in it." .name $whose .root.Values.repository) }}
{{- end }}
{{- end }}
