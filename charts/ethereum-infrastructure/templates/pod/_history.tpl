{{/*
Whether an execution client's volume has the history that the values ask for. Called with a resolved node or pool (see
_node.tpl); docs/adr/0020-history-mark.md says why, docs/operations.md ("Another history") what to do.
*/}}

{{/*
After a restore and before anything is written: a change of history that would end in a crash loop, or in a node that is not
what its values say, stops here with the way out in the pod's status. What may be pruned is pruned then.
*/}}
{{- define "ethereum.historyContainers" -}}
- name: history
  image: {{ include "ethereum.image" .nodeHealth.image }}
  imagePullPolicy: {{ .nodeHealth.image.pullPolicy }}
  command: [node-health]
  args:
    - history
    - --datadir=/data
    - --network={{ .network.name }}
    - --client={{ .execution.client }}
    - --history={{ .execution.history }}
    - --field={{ ternary "serve" "nodes" (eq .role "serve") }}.{{ .name }}.execution
    {{- if eq .execution.historyChange "prune" }}
    - --may-prune
    {{- end }}
  terminationMessagePolicy: FallbackToLogsOnError
  resources:
    {{- toYaml .nodeHealth.resources | nindent 4 }}
  securityContext:
    {{- include "ethereum.containerSecurityContext" . | nindent 4 }}
  volumeMounts:
    - { name: execution, mountPath: /data }
{{- if eq .execution.historyChange "prune" }}
{{ include "ethereum.historyPruneContainer" . }}
{{- end }}
{{- end }}

{{/* It finds its work done at every later start, and begins it again after a kill. Called by the above. */}}
{{- define "ethereum.historyPruneContainer" -}}
{{- $client := .execution.client -}}
{{- $command := include (printf "ethereum.%s.command" $client) . -}}
{{- $settings := pick .execution "command" -}}
{{- $args := include (printf "ethereum.%s.pruneHistory" $client) . -}}
- name: history-prune
  {{- include "ethereum.program" (dict "image" .execution.image "settings" $settings "command" $command "args" $args) | nindent 2 }}
  terminationMessagePolicy: FallbackToLogsOnError
  resources:
    {{- toYaml .execution.resources | nindent 4 }}
  securityContext:
    {{- include "ethereum.containerSecurityContext" . | nindent 4 }}
  volumeMounts:
    - { name: execution, mountPath: /data }
    - { name: tmp, mountPath: /tmp }
{{- end }}

{{/* Called with a resolved node or pool. */}}
{{- define "ethereum.historyChangeProblems" -}}
{{- with .execution.historyChange -}}
{{- if eq $.role "serve" }}
- execution.historyChange is for nodes: a pool's volumes are copies of one. Remove it.
{{- else if not (include (printf "ethereum.%s.pruneHistory" $.execution.client) $) }}
- execution.historyChange {{ . | quote }} is nothing that the chart can do for {{ $.execution.client }} with history {{ $.execution.history | quote }}: it is for geth, and "pre-merge" or "pre-prague". Remove it.
{{- end -}}
{{- end -}}
{{- end }}
