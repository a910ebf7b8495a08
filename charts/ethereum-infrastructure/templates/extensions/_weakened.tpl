{{/*
Guards of the chart that values weaken, for the notes of the release: one line each, with the field and the effect. Called with the root
context.
*/}}
{{- define "ethereum.weakenedGuards" -}}
{{- include "ethereum.weakened.network" . -}}
{{- include "ethereum.weakened.objects" . }}
{{ include "ethereum.weakened.node" .node -}}
{{- end }}

{{/* Network policies, and secrets in values. Called with the root context. */}}
{{- define "ethereum.weakened.network" -}}
{{- $policy := .Values.networkPolicy -}}
{{- if not $policy.enabled }}
Weakened: networkPolicy.enabled is false: every pod of the cluster reaches all ports of the node, and the node every address.
{{- end -}}
{{- include "ethereum.weakened.policies" . -}}
{{- if .Values.secretEnv }}
Weakened: secretEnv is in the values of the release, which all readers of its Helm Secret can read. Use envFrom with a Secret of your own.
{{- end -}}
{{- with .Values.nameOverride }}
Mind: set nameOverride {{ . | quote }} in the release of ethereum-network too, else its PodDisruptionBudgets do not select the node.
{{- end -}}
{{- if and $policy.enabled .Values.dnsConfig.nameservers }}
Mind: networkPolicy.dnsTo must admit the servers of dnsConfig.nameservers, else the pod has no DNS.
{{- end -}}
{{- if and $policy.enabled .Values.extraPorts (not $policy.extraIngress) }}
Mind: no network policy admits callers to extraPorts: add a rule to networkPolicy.extraIngress.
{{- end -}}
{{- end }}

{{/* Pod, Engine API and Service of one node. Called with a resolved node (see _node.tpl). */}}
{{- define "ethereum.weakened.node" -}}
{{- if .serviceAccount.automount -}}
Weakened: serviceAccount.automount gives every container of the pod a token of the API server.
{{ end -}}
{{- range $i, $volume := .extraVolumes -}}
{{- range list "hostPath" "nfs" -}}
{{- if hasKey $volume . -}}
Weakened: extraVolumes[{{ $i }}].{{ . }} is a type of volume that Pod Security "restricted" refuses.
{{ end -}}
{{- end -}}
{{- range (.projected | default dict).sources -}}
{{- if .serviceAccountToken -}}
Weakened: extraVolumes[{{ $i }}] has a token of the pod's ServiceAccount.
{{ end -}}
{{- end -}}
{{- end -}}
{{- range $list := list "initContainers" "extraContainers" -}}
{{- range $i, $container := index $ $list -}}
{{- range include "ethereum.weakened.securityContext" (.securityContext | default dict) | splitList "\n" | compact -}}
Weakened: {{ $list }}[{{ $i }}].securityContext.{{ . }}, which Pod Security "restricted" refuses.
{{ end -}}
{{- range .volumeMounts -}}
{{- if eq .name "jwt" -}}
Weakened: {{ $list }}[{{ $i }}] mounts the JWT secret, and so can drive the execution client by the Engine API.
{{ end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- include "ethereum.weakened.engine" . -}}
{{- include "ethereum.weakened.callers" . -}}
{{- end }}

{{/* Arguments that replace those by which the Engine API stays on loopback, with a JWT. Called with a resolved node. */}}
{{- define "ethereum.weakened.engine" -}}
{{- range $layer := list "execution" "consensus" -}}
{{- $client := index $ $layer -}}
{{- if not (or $.daemon $client.embedded) -}}
{{- if $client.args -}}
Weakened: {{ $layer }}.args replaces all arguments of the chart, also those that keep the Engine API on loopback and demand a JWT.
{{ end -}}
{{- range $i, $argument := $client.extraArgs -}}
{{- if regexMatch "(?i)^--?[^=]*(authrpc|engine|jwt)" . -}}
Weakened: {{ $layer }}.extraArgs[{{ $i }}] {{ regexFind "^[^=]*" . }} changes the Engine API, which the chart keeps on loopback and behind a JWT.
{{ end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end }}

{{/* Callers from outside of the cluster. Called with a resolved node. */}}
{{- define "ethereum.weakened.callers" -}}
{{- $ways := list -}}
{{- if ne .service.type "ClusterIP" }}{{ $ways = append $ways (printf "service.type %s" .service.type) }}{{ end -}}
{{- range list "ingress" "httpRoute" }}{{ if (index $ .).enabled }}{{ $ways = append $ways . }}{{ end }}{{ end -}}
{{- range $ways -}}
Weakened: {{ . }} offers every method of the client to callers outside of the cluster; only exposure.rpc "gateway" passes listed methods.
{{ end -}}
{{- if and $ways .networkPolicy.enabled (eq (toJson .networkPolicy.rpcFrom) (toJson (list (dict "podSelector" dict)))) -}}
Mind: networkPolicy.rpcFrom admits pods of this namespace only: add the address or pods that {{ join " and " $ways }} calls from.
{{ end -}}
{{- end }}

{{/* Fields of a container's SecurityContext that Pod Security `restricted` refuses, one `<field> is <value>` a line. Called with it. */}}
{{- define "ethereum.weakened.securityContext" -}}
{{- $faults := list -}}
{{- range list "allowPrivilegeEscalation" "privileged" -}}
{{- if index $ . }}{{ $faults = append $faults (printf "%s is true" .) }}{{ end -}}
{{- end -}}
{{- if and (hasKey . "runAsNonRoot") (not .runAsNonRoot) }}{{ $faults = append $faults "runAsNonRoot is false" }}{{ end -}}
{{- if and (hasKey . "runAsUser") (eq (int .runAsUser) 0) }}{{ $faults = append $faults "runAsUser is 0" }}{{ end -}}
{{- if eq (.procMount | default "") "Unmasked" }}{{ $faults = append $faults "procMount is Unmasked" }}{{ end -}}
{{- range list "seccompProfile" "appArmorProfile" -}}
{{- if eq ((index $ .) | default dict).type "Unconfined" }}{{ $faults = append $faults (printf "%s is Unconfined" .) }}{{ end -}}
{{- end -}}
{{- $capabilities := .capabilities | default dict -}}
{{- range $capabilities.add -}}
{{- if ne . "NET_BIND_SERVICE" }}{{ $faults = append $faults (printf "capabilities.add has %s" .) }}{{ end -}}
{{- end -}}
{{- if and (hasKey $capabilities "drop") (not (has "ALL" $capabilities.drop)) }}{{ $faults = append $faults "capabilities.drop has no ALL" }}{{ end -}}
{{- $faults | join "\n" -}}
{{- end }}
