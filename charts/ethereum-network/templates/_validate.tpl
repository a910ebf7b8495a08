{{/*
Validation that a JSON schema cannot do, because it depends on the facts or on several values. All problems are reported at
once; each message has the field, its value and the fix. Called with the root context.
*/}}
{{- define "ethereum.validate" -}}
{{- $problems := list (include "ethereum.problems" .) (include "ethereum.gateway.problems" .) | join "" | trim -}}
{{- if $problems -}}
{{- printf "\n%s" $problems | fail -}}
{{- end -}}
{{- end }}

{{/* One problem per line. */}}
{{- define "ethereum.problems" -}}
{{- with include "ethereum.reservedNamespace" . }}
- namespace {{ $.Release.Namespace | quote }} is reserved: it is {{ . }}. Deploy into a namespace of the nodes' own (`namespace` of the environment, --namespace of helm).
{{- end -}}
{{- $networks := (.Files.Get "files/networks/names.yaml" | fromYaml).names -}}
{{- if and .Values.network (not (has .Values.network $networks)) }}
- network {{ .Values.network | quote }} is not known. Choose one of {{ join ", " $networks }}.
{{- end -}}
{{- end }}
