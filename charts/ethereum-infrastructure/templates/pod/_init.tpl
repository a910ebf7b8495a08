{{/* What runs before the clients. Called with a resolved node (see _node.tpl). */}}

{{/* Makes the secret that the pair shares, anew at each start: it lives in the pod's memory and nowhere else. */}}
{{- define "ethereum.jwtContainer" -}}
- name: jwt
  image: {{ include "ethereum.image" .nodeHealth.image }}
  imagePullPolicy: {{ .nodeHealth.image.pullPolicy }}
  command: [node-health, jwt, --out, /secrets/jwt/jwt.hex]
  resources:
    {{- toYaml .nodeHealth.resources | nindent 4 }}
  securityContext:
    {{- include "ethereum.containerSecurityContext" . | nindent 4 }}
  volumeMounts:
    - { name: jwt, mountPath: /secrets/jwt }
{{- end }}

{{/* Writes a devnet's genesis into an empty volume; on a later start it only checks that it is still the same. */}}
{{- define "ethereum.genesisContainer" -}}
- name: genesis
  image: {{ include "ethereum.image" .execution.image }}
  imagePullPolicy: {{ .execution.image.pullPolicy }}
  {{- include (printf "ethereum.%s.genesis" .execution.client) . | nindent 2 }}
  resources:
    {{- toYaml .execution.resources | nindent 4 }}
  securityContext:
    {{- include "ethereum.containerSecurityContext" . | nindent 4 }}
  volumeMounts:
    - { name: execution, mountPath: /data }
    - { name: genesis, mountPath: /genesis, readOnly: true }
    - { name: tmp, mountPath: /tmp }
{{- end }}

{{/* What a consensus client wants done before its start, if anything: `ethereum.<client>.initArgs`. It may find its work done. */}}
{{- define "ethereum.consensusInitContainer" -}}
{{- if not .consensus.embedded -}}
{{- with include (printf "ethereum.%s.initArgs" .consensus.client) . -}}
- name: consensus-init
  {{- $command := include (printf "ethereum.%s.command" $.consensus.client) $ }}
  {{- $settings := pick $.consensus "command" }}
  {{- include "ethereum.program" (dict "image" $.consensus.image "settings" $settings "command" $command "args" .) | nindent 2 }}
  resources:
    {{- toYaml $.consensus.resources | nindent 4 }}
  securityContext:
    {{- include "ethereum.containerSecurityContext" $ | nindent 4 }}
  volumeMounts:
    - { name: consensus, mountPath: /data }
    - { name: tmp, mountPath: /tmp }
{{- end }}
{{- end }}
{{- end }}
