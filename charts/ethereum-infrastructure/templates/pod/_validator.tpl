{{/*
A devnet's validators: the program that signs its blocks, so that the chain moves. It has no probes, because a devnet
without validators is still a node to look at. Called with a resolved node (see _node.tpl).
*/}}
{{- define "ethereum.validatorContainer" -}}
{{- $client := .consensus.client -}}
{{- $command := include (printf "ethereum.%s.command" $client) . -}}
{{- with .consensus.command }}{{ $command = toJson . }}{{ end -}}
{{- $args := include (printf "ethereum.%s.validatorArgs" $client) . -}}
- name: validator
  {{- include "ethereum.program" (dict "image" .consensus.image "settings" .consensus.validator "command" $command "args" $args) | nindent 2 }}
  {{- with include "ethereum.env" .consensus | trim }}
  env:
    {{- . | nindent 4 }}
  {{- end }}
  resources:
    {{- toYaml .consensus.validator.resources | nindent 4 }}
  securityContext:
    {{- include "ethereum.containerSecurityContext" . | nindent 4 }}
  volumeMounts:
    - { name: consensus, mountPath: /data }
    - { name: genesis, mountPath: /genesis, readOnly: true }
    - { name: tmp, mountPath: /tmp }
{{- end }}
