{{/*
Containers, volumes, mounts and variables of the values that collide with those of the chart, one problem per line. What the chart has is
read from the pod that it renders without them. Called with a resolved node (see _node.tpl).
*/}}
{{- define "ethereum.extensions.podProblems" -}}
{{- if or .initContainers .extraContainers .extraVolumes .extraVolumeMounts .extraEnv .envFrom .secretEnv -}}
{{- $node := omit . "initContainers" "extraContainers" "extraVolumes" "extraVolumeMounts" "extraEnv" "envFrom" "secretEnv" -}}
{{- $clients := include "ethereum.clientContainers" $node | fromYamlArray -}}
{{- $inits := include "ethereum.initContainers" $node | fromYamlArray -}}
{{- $volumes := dict -}}
{{- range include "ethereum.volumes" $node | fromYamlArray }}{{ $_ := set $volumes .name "chart" }}{{ end -}}
{{- range list "execution" "consensus" }}{{ $_ := set $volumes . "chart" }}{{ end -}}
{{- range $i, $volume := .extraVolumes -}}
{{- if hasKey $volumes .name }}
- extraVolumes[{{ $i }}].name {{ .name | quote }} is {{ ternary "a volume of the chart" "in the list twice" (eq (get $volumes .name) "chart") }}. Choose another name.
{{- else -}}
{{- $_ := set $volumes .name "extra" -}}
{{- end -}}
{{- end -}}
{{- include "ethereum.extensions.mountProblems" (dict "clients" $clients "volumes" $volumes "mounts" .extraVolumeMounts) -}}
{{- include "ethereum.extensions.envProblems" (dict "node" . "clients" $clients) -}}
{{- include "ethereum.extensions.containerProblems" (dict "node" . "containers" (concat $clients $inits) "volumes" $volumes) -}}
{{- end -}}
{{- end }}

{{/* Mounts in the clients' containers. Called with a dict of `clients`, `volumes` and `mounts`. */}}
{{- define "ethereum.extensions.mountProblems" -}}
{{- $taken := dict -}}
{{- range .clients }}{{ range .volumeMounts }}{{ $_ := set $taken .mountPath .name }}{{ end }}{{ end -}}
{{- range $i, $mount := .mounts -}}
{{- $field := printf "extraVolumeMounts[%d]" $i -}}
{{- $path := clean .mountPath -}}
{{- if ne (get $.volumes .name) "extra" }}
- {{ $field }}.name {{ .name | quote }} is not one of extraVolumes. Add the volume there.
{{- end -}}
{{- range $other, $name := $taken -}}
{{- if eq $path $other }}
- {{ $field }}.mountPath {{ $mount.mountPath | quote }} is the path of volume {{ $name | quote }}. Choose another path.
{{- else if or (eq $path "/") (hasPrefix (printf "%s/" $path) $other) }}
- {{ $field }}.mountPath {{ $mount.mountPath | quote }} would hide {{ $other }}, where volume {{ $name | quote }} is. Choose another path.
{{- else if and (ne $name "tmp") (hasPrefix (printf "%s/" $other) $path) }}
- {{ $field }}.mountPath {{ $mount.mountPath | quote }} is inside {{ $other }}, where volume {{ $name | quote }} is. Choose another path.
{{- end -}}
{{- end -}}
{{- if not (hasKey $taken $path) }}{{ $_ := set $taken $path .name }}{{ end -}}
{{- end -}}
{{- end }}

{{/* Variables that the chart or `env` of a client sets, or that are set twice. Called with a dict of `node` and `clients`. */}}
{{- define "ethereum.extensions.envProblems" -}}
{{- $taken := dict -}}
{{- range $container := .clients }}{{ range .env }}{{ $_ := set $taken .name (printf "the environment of container %s" $container.name) }}{{ end }}{{ end -}}
{{- range $i, $variable := .node.extraEnv -}}
{{- with get $taken .name }}
- extraEnv[{{ $i }}].name {{ $variable.name | quote }} is already in {{ . }}. Remove it, or choose another name.
{{- end -}}
{{- if and .value (include "ethereum.holdsPassword" .value) }}
- extraEnv[{{ $i }}].value of {{ .name }} has a password in it, which all readers of pods would see. Put it into a Secret, and use valueFrom.secretKeyRef.
{{- end -}}
{{- if not (hasKey $taken .name) }}{{ $_ := set $taken .name "extraEnv" }}{{ end -}}
{{- end -}}
{{- range $name := keys .node.secretEnv | sortAlpha -}}
{{- with get $taken $name }}
- secretEnv.{{ $name }} has no effect: the variable is already in {{ . }}. Remove one of them.
{{- end -}}
{{- end -}}
{{- end }}
