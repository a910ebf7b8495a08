{{/* Former names of values keys: files/values/renamed.yaml lists them. */}}

{{/*
Moves the value of every former key to its new name, once per render and before any layers are merged: a new name in a more
specific place wins over a former one in a more general place. Former keys that are set are kept in `.Values.renamed.deprecated`,
those whose new name is set too in `.Values.renamed.conflicts`. Called with the root context.
*/}}
{{- define "ethereum.renameValues" -}}
{{- if not (hasKey .Values "renamed") -}}
{{- $renamed := include "ethereum.facts" (dict "root" . "kind" "values" "name" "renamed") | fromJson -}}
{{- $report := dict "deprecated" list "conflicts" list -}}
{{- $_ := set .Values "renamed" $report -}}
{{- range $path := list "nodeDefaults" "serveDefaults" -}}
{{- include "ethereum.renameKeys" (dict "values" (index $.Values $path) "path" $path "keys" $renamed.node "report" $report "isDefault" true "base" dict) -}}
{{- end -}}
{{- range $path, $keys := dict "nodes" $renamed.node "serve" $renamed.node "clients" $renamed.client -}}
{{- range $name, $values := index $.Values $path | default dict -}}
{{- include "ethereum.renameKeys" (dict "values" $values "path" (printf "%s.%s" $path $name) "keys" $keys "report" $report "isDefault" false "base" $.Values.serveDefaults) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end }}

{{/*
Called with a dict of `values` (one layer), its `path`, `keys` (a list of renamed.yaml), the `report`, whether the layer `isDefault`,
and `base`: the layer from which a scaling policy takes the fields that are not set.
*/}}
{{- define "ethereum.renameKeys" -}}
{{- $moved := dict -}}
{{- range $key := .keys -}}
{{- $from := splitList "." $key.former -}}
{{- $parent := $.values -}}
{{- range initial $from -}}
{{- if kindIs "map" $parent }}{{ $parent = get $parent . }}{{ end -}}
{{- end -}}
{{- $former := last $from -}}
{{- if kindIs "map" $parent -}}
{{- if hasKey $parent $former -}}
{{- $value := get $parent $former -}}
{{- $_ := unset $parent $former -}}
{{- if not (has (toString $value) (list "" "<nil>")) -}}
{{- $_ := set $.report "deprecated" (append $.report.deprecated (dict "path" $.path "former" $key.former "name" $key.name)) -}}
{{- $target := $.values -}}
{{- range initial (splitList "." $key.name) -}}
{{- if not (kindIs "map" (get $target .)) }}{{ $_ := set $target . dict }}{{ end -}}
{{- $target = get $target . -}}
{{- end -}}
{{- $name := splitList "." $key.name | last -}}
{{- $current := get $target $name -}}
{{- $isSet := not (or (has (toString $current) (list "" "<nil>")) (hasKey $moved $key.name) (and $.isDefault (eq (toJson $current) (toJson $key.default)))) -}}
{{- if $isSet -}}
{{- $_ := set $.report "conflicts" (append $.report.conflicts (dict "path" $.path "former" $key.former "name" $key.name)) -}}
{{- else -}}
{{- if $key.field -}}
{{- $inherited := dig "autoscaling" "behavior" (index (splitList "." $key.name) 2) "policies" $key.default $.base -}}
{{- $policy := $current | default $inherited | first | deepCopy -}}
{{- $_ := set $policy $key.field $value -}}
{{- if eq $key.field "value" }}{{ $_ := set $policy "type" "Pods" }}{{ end -}}
{{- $_ := set $target $name (list $policy) -}}
{{- else -}}
{{- $_ := set $target $name (dig (toString $value) $value ($key.values | default dict)) -}}
{{- end -}}
{{- $_ := set $moved $key.name true -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end }}

{{/* Keys that are set by both names: one problem per line. Called with the root context. */}}
{{- define "ethereum.renamedProblems" -}}
{{- range .Values.renamed.conflicts }}
- {{ .path }}.{{ .former }} and {{ .path }}.{{ .name }} are both set. Remove {{ .path }}.{{ .former }}, which is the former name.
{{- end -}}
{{- end }}

{{/* One line per former key that is set. Called with the root context. */}}
{{- define "ethereum.deprecatedValues" -}}
{{- range .Values.renamed.deprecated }}
Deprecated: {{ .path }}.{{ .former }} is removed in 0.3.0. Use {{ .path }}.{{ .name }}.
{{- end -}}
{{- end }}
