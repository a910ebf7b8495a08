{{/*
Containers of the values that collide with those of the chart, one problem per line. Called with a dict of `node`, `containers` (those of
the chart) and `volumes` (`chart` or `extra` by name).
*/}}
{{- define "ethereum.extensions.containerProblems" -}}
{{- $names := dict -}}
{{- $ports := dict -}}
{{- include "ethereum.extensions.setListeners" (dict "node" .node "ports" $ports) -}}
{{- $portNames := dict -}}
{{- range .containers -}}
{{- $_ := set $names .name "a container of the chart" -}}
{{- range .ports }}{{ $_ := set $portNames .name "a port of the chart" }}{{ end -}}
{{- end -}}
{{- range $list := list "initContainers" "extraContainers" -}}
{{- range $i, $container := index $.node $list -}}
{{- $field := printf "%s[%d]" $list $i -}}
{{- with get $names .name }}
- {{ $field }}.name {{ $container.name | quote }} is {{ . }}. Choose another name.
{{- end -}}
{{- $_ := set $names .name "in the values twice" -}}
{{- range $j, $port := .ports -}}
{{- with .name -}}
{{- with get $portNames . }}
- {{ $field }}.ports[{{ $j }}].name {{ $port.name | quote }} is {{ . }}. Choose another name.
{{- end -}}
{{- $_ := set $portNames . "in the values twice" -}}
{{- end -}}
{{- $key := printf "%v/%s" .containerPort (.protocol | default "TCP") -}}
{{- with get $ports $key }}
- {{ $field }}.ports[{{ $j }}].containerPort {{ $port.containerPort }} is taken: {{ . }} listens on it, and containers of a pod share one address. Choose another port.
{{- end -}}
{{- $_ := set $ports $key (printf "container %s" $container.name) -}}
{{- end -}}
{{- range $j, $mount := .volumeMounts -}}
{{- $of := get $.volumes .name -}}
{{- if not $of }}
- {{ $field }}.volumeMounts[{{ $j }}].name {{ .name | quote }} is neither one of extraVolumes nor a volume of the chart. Add it to extraVolumes.
{{- else if and (eq $of "chart") (ne .name "tmp") (not .readOnly) }}
- {{ $field }}.volumeMounts[{{ $j }}] would let the container write into volume {{ .name | quote }} of the chart, which only the chart's containers may change. Set readOnly to true.
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end }}

{{/* Sets who listens on a port of the pod, by `<port>/<protocol>`. Called with a dict of `node` and `ports`, which it fills. */}}
{{- define "ethereum.extensions.setListeners" -}}
{{- range $layer := list "execution" "consensus" -}}
{{- $client := index $.node $layer -}}
{{- range $name, $port := $client.facts.ports -}}
{{- range ternary (list "TCP" "UDP") (list "TCP") (has $name (list "p2p" "p2pUdp" "quic" "torrent")) -}}
{{- $_ := set $.ports (printf "%d/%s" (int $port) .) (printf "%s (%s)" $client.client $name) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- range .node.ports.p2p }}{{ $_ := set $.ports (printf "%d/%s" (int .port) .protocol) (printf "the node (%s)" .name) }}{{ end -}}
{{- range $port := list (include "ethereum.healthPort" .) (include "ethereum.probePort" .) (include "ethereum.checkpointPort" .) -}}
{{- $_ := set $.ports (printf "%s/TCP" $port) "the sidecar" -}}
{{- end -}}
{{- end }}
