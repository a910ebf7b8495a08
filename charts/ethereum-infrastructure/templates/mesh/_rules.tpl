{{/* Rules of a node's AuthorizationPolicy: who may use which of its ports. Called with a finished node or pool (see _node.tpl). */}}
{{- define "ethereum.mesh.nodeRules" -}}
{{- $callers := include "ethereum.mesh.callers" (dict "callers" .mesh.callers "namespace" .namespace) | trim -}}
{{- $gateway := include "ethereum.mesh.principal" (dict "namespace" .namespace "name" (include "ethereum.gateway.name" .network.name)) -}}
{{- range .ports.rpc }}
- from:
    {{- if and (eq $.exposure.rpc "gateway") (ne .name "beacon") }}
    - source:
        principals: [{{ $gateway | quote }}]
    {{- else }}
    {{- $callers | nindent 4 }}
    {{- end }}
  to:
    - operation:
        ports: [{{ .port | int | toString | quote }}]
{{- end }}
{{- with include "ethereum.validators.meshRule" . }}
{{ . }}
{{- end }}
{{- if .databaseReaders }}
- from:
    - source:
        principals:
          {{- range .databaseReaders }}
          - {{ include "ethereum.mesh.principal" (dict "namespace" $.namespace "name" .) | quote }}
          {{- end }}
  to:
    - operation:
        ports:
          {{- range .ports.private }}
          - {{ .port | int | toString | quote }}
          {{- end }}
{{- end }}
{{- if include "ethereum.takesSnapshots" . }}
- from:
    - source:
        principals: [{{ include "ethereum.mesh.principal" (dict "namespace" .namespace "name" (include "ethereum.snapshotName" .)) | quote }}]
  to:
    - operation:
        ports: [{{ .execution.facts.ports.http | int | toString | quote }}]
{{- end }}
- to:
    - operation:
        ports: {{ include "ethereum.mesh.openPorts" . | splitList " " | toJson }}
{{- end }}
