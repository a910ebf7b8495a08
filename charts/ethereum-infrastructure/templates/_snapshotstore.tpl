{{/* The store of snapshots: how the two programs reach it. Called with a resolved node or pool (see _node.tpl). */}}

{{/* Options that snapshot-builder and delta-sync share. */}}
{{- define "ethereum.storeArgs" -}}
- --store={{ .snapshotStore.url }}
{{- with .snapshotStore.endpoint }}
- --s3-endpoint={{ . }}
{{- end }}
{{- with .snapshotStore.region }}
- --s3-region={{ . }}
{{- end }}
{{- if .snapshotStore.pathStyle }}
- --s3-path-style
{{- end }}
{{- end }}

{{/* What a snapshot must have been made of to suit this datadir. A devnet's chain is known by its own facts only. */}}
{{- define "ethereum.datadirArgs" -}}
{{ include "ethereum.clientArgs" . }}
{{- if eq .network.kind "devnet" }}
- --chain-id={{ int64 .network.chainId }}
{{- with .network.genesisHash }}
- --genesis-hash={{ . }}
{{- end }}
{{- end }}
{{- end }}

{{- define "ethereum.clientArgs" -}}
- --network={{ .network.name }}
- --client={{ .execution.client }}
{{- with include (printf "ethereum.%s.scheme" .execution.client) . }}
- --scheme={{ . }}
{{- end }}
- --history={{ .execution.history }}
{{- end }}

{{/* Credentials of the store, each key by its name: a pod can read no other key of the Secret. */}}
{{- define "ethereum.storeEnv" -}}
{{- with .snapshotStore.existingSecret -}}
{{- $env := list -}}
{{- range concat $.storeKind.credentials.required $.storeKind.credentials.optional -}}
{{- $key := dict "name" $.snapshotStore.existingSecret "key" . -}}
{{- if has . $.storeKind.credentials.optional }}{{ $_ := set $key "optional" true }}{{ end -}}
{{- $env = append $env (dict "name" . "valueFrom" (dict "secretKeyRef" $key)) -}}
{{- end -}}
{{- toYaml $env -}}
{{- end }}
{{- end }}

{{/* Mount path of a store that is mounted: `/store` of `file:///store`. Empty for a bucket. */}}
{{- define "ethereum.storeFolder" -}}
{{- if .storeKind.isMounted -}}
{{ .snapshotStore.url | trimPrefix .storeKind.scheme | trimSuffix "/" }}
{{- end -}}
{{- end }}

{{- define "ethereum.storeVolume" -}}
- name: snapshot-store
  persistentVolumeClaim: { claimName: {{ .snapshotStore.existingClaim | quote }} }
{{- end }}

{{/* "true" for a node that snapshots are taken of: never a pool, whose volumes come and go. */}}
{{- define "ethereum.takesSnapshots" -}}
{{- if and .snapshots.enabled (eq .role "sync") }}true{{ end -}}
{{- end }}

{{- define "ethereum.podNameEnv" -}}
- name: POD_NAME
  valueFrom: { fieldRef: { fieldPath: metadata.name } }
{{- end }}
