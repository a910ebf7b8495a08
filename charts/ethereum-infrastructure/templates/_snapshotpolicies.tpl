{{/* Network policies of snapshots; see _networkpolicy.tpl. Called with a resolved node or pool (see _node.tpl). */}}

{{/* An init container that restores from a bucket. */}}
{{- define "ethereum.policy.restore" -}}
{{- if and (ne .restore.from "none") (not .daemon) }}{{ include "ethereum.policy.store" . }}{{ end -}}
{{- end }}

{{/* The bucket: no selector knows a public one, so that the port alone narrows it down. A folder needs no network. */}}
{{- define "ethereum.policy.store" -}}
{{- if hasPrefix "s3://" .snapshotStore.url -}}
policyTypes: [Egress]
egress:
  {{- with .networkPolicy.storeTo }}
  - to:
      {{- toYaml . | nindent 6 }}
  {{- else }}
  - to: [{ ipBlock: { cidr: 0.0.0.0/0, except: {{ toJson .networkPolicy.privateRanges }} } }]
    ports: [{ port: {{ include "ethereum.storePort" . }}, protocol: TCP }]
  {{- end }}
{{- end }}
{{- end }}

{{- define "ethereum.storePort" -}}
{{- $endpoint := .snapshotStore.endpoint | default "https://s3" -}}
{{- with regexFind ":[0-9]+" (regexReplaceAll "^https?://" $endpoint "") -}}
{{ trimPrefix ":" . }}
{{- else -}}
{{ ternary 80 443 (hasPrefix "http://" $endpoint) }}
{{- end -}}
{{- end }}
