{{/*
Credentials of a bucket from a role or a mounted file (`snapshotStore.identity`), by the row `identities` of the store's kind in
files/stores/kinds.yaml. Called with a resolved node or pool (see _node.tpl), unless noted.
*/}}

{{/* The row of the chosen type, as JSON; empty where credentials are variables of `existingSecret`. */}}
{{- define "ethereum.storeIdentity" -}}
{{- $identity := .snapshotStore.identity -}}
{{- get (.storeKind.identities | default dict) $identity.type | default dict | toJson -}}
{{- end }}

{{/* Path of the mounted file. */}}
{{- define "ethereum.identityFile" -}}
/var/run/secrets/nodeyard.io/snapshot-store/{{ (include "ethereum.storeIdentity" . | fromJson).secretKey | default "token" }}
{{- end }}

{{/* Variables that name the file and the role. */}}
{{- define "ethereum.identityEnv" -}}
{{- $row := include "ethereum.storeIdentity" . | fromJson -}}
{{- with $row.fileVariable }}
- { name: {{ . }}, value: {{ include "ethereum.identityFile" $ }} }
{{- end }}
{{- range $variable, $setting := $row.variables }}
{{- with get $.snapshotStore.identity $setting }}
- { name: {{ $variable }}, value: {{ . | quote }} }
{{- end }}
{{- end }}
{{- end }}

{{- define "ethereum.identityMount" -}}
{{- if (include "ethereum.storeIdentity" . | fromJson).fileVariable -}}
- { name: store-identity, mountPath: /var/run/secrets/nodeyard.io/snapshot-store, readOnly: true }
{{- end }}
{{- end }}

{{/*
One file: a token of the ServiceAccount for the audience of the role, never for the API server, or one key of `existingSecret`. The
kubelet replaces both, and programs read them again.
*/}}
{{- define "ethereum.identityVolume" -}}
{{- $row := include "ethereum.storeIdentity" . | fromJson -}}
{{- if $row.fileVariable -}}
- name: store-identity
  projected:
    sources:
      {{- with $row.secretKey }}
      - secret: { name: {{ $.snapshotStore.existingSecret | quote }}, items: [{ key: {{ . }}, path: {{ . }} }] }
      {{- else }}
      - serviceAccountToken: { path: token, expirationSeconds: 3600, audience: {{ .snapshotStore.identity.audience | default $row.audience | quote }} }
      {{- end }}
{{- end }}
{{- end }}

{{/* "true" where the ServiceAccount of a pod decides which role it gets. */}}
{{- define "ethereum.identityByAccount" -}}
{{- $row := include "ethereum.storeIdentity" . | fromJson -}}
{{- if and $row (not $row.secretKey) }}true{{ end -}}
{{- end }}

{{/* Account of the Jobs of snapshots, which has no rights in the cluster; empty where they need none. */}}
{{- define "ethereum.storeAccount" -}}
{{- if include "ethereum.identityByAccount" . }}{{ include "ethereum.snapshotName" . }}-store{{ end -}}
{{- end }}

{{/* Of the ServiceAccounts whose pods use the store. */}}
{{- define "ethereum.identityAccountAnnotations" -}}
{{- if include "ethereum.identityByAccount" . -}}
{{- with .snapshotStore.identity.serviceAccountAnnotations }}{{ toYaml . }}{{ end -}}
{{- end -}}
{{- end }}

{{/*
A webhook of EKS adds credentials to all containers of a pod but these: clients get none. Called with a dict of `node` and
`containers`, a list.
*/}}
{{- define "ethereum.identityPodAnnotations" -}}
{{- if (include "ethereum.storeIdentity" .node | fromJson).isInjected -}}
{{- $others := list -}}
{{- range .containers -}}
{{- if not (has .name (list "restore" "delta-sync" "snapshot-builder")) }}{{ $others = append $others .name }}{{ end -}}
{{- end -}}
{{- with $others -}}
eks.amazonaws.com/skip-containers: {{ join "," . | quote }}
{{- end -}}
{{- end -}}
{{- end }}

{{/* Annotations of a node's pod: only a pod that restores gets credentials. */}}
{{- define "ethereum.identityNodeAnnotations" -}}
{{- if include "ethereum.restoresByIdentity" . -}}
{{- if (include "ethereum.storeIdentity" . | fromJson).isInjected -}}
{{- $containers := concat (include "ethereum.initContainers" . | fromYamlArray) (include "ethereum.clientContainers" . | fromYamlArray) -}}
{{- include "ethereum.identityPodAnnotations" (dict "node" . "containers" $containers) -}}
{{- end -}}
{{- end -}}
{{- end }}

{{/* "true" for a node or pool whose pod restores with the role of its ServiceAccount. */}}
{{- define "ethereum.restoresByIdentity" -}}
{{- if and (ne .restore.from "none") (not .daemon) }}{{ include "ethereum.identityByAccount" . }}{{ end -}}
{{- end }}

{{/* Egress rules beside those of the store: STS at a public address, or the agent of the machine at its exact address. */}}
{{- define "ethereum.identityEgress" -}}
{{- $row := include "ethereum.storeIdentity" . | fromJson -}}
{{- with $row.serverSetting }}
{{- $server := get $.snapshotStore.identity . | default "https://" }}
- to: [{ ipBlock: { cidr: 0.0.0.0/0, except: {{ toJson $.networkPolicy.privateRanges }} } }]
  ports: [{ port: {{ include "ethereum.urlPort" $server }}, protocol: TCP }]
{{- end }}
{{- range $row.addresses }}
- to: [{ ipBlock: { cidr: {{ .cidr | quote }} } }]
  ports: [{ port: {{ int .port }}, protocol: TCP }]
{{- end }}
{{- end }}

{{/* Called with a URL that has a scheme. */}}
{{- define "ethereum.urlPort" -}}
{{- with regexFind ":[0-9]+" (regexReplaceAll "^https?://" . "") -}}
{{ trimPrefix ":" . }}
{{- else -}}
{{ ternary 80 443 (hasPrefix "http://" .) }}
{{- end -}}
{{- end }}

{{/* Faults of `snapshotStore.identity`. Called with a dict of `store` and `kind`, its row. */}}
{{- define "ethereum.identityProblems" -}}
{{- $identity := .store.identity -}}
{{- $rows := .kind.identities | default dict -}}
{{- $row := get $rows $identity.type | default dict -}}
{{- if and $identity.type (not $row) }}
- snapshotStore.identity.type {{ $identity.type | quote }} has no effect with this store. {{ with keys $rows | sortAlpha }}Use {{ join ", " . }}.{{ else }}Remove it.{{ end }}
{{- end -}}
{{- range $row.required }}{{ if not (get $identity .setting) }}
- snapshotStore.identity.{{ .setting }} {{ .reason }}. {{ .fix }}
{{- end }}{{ end -}}
{{- if and $row (not $row.secretKey) .store.existingSecret }}
- snapshotStore.existingSecret has no effect with snapshotStore.identity.type {{ $identity.type | quote }}. Remove one of them.
{{- end -}}
{{- range $key, $value := $identity -}}
{{- if and $value (ne $key "type") (not (has $key ($row.settings | default list))) }}
- snapshotStore.identity.{{ $key }} has no effect with snapshotStore.identity.type {{ $identity.type | quote }} and this store. Remove it.
{{- end -}}
{{- end -}}
{{- with $identity.stsEndpoint }}{{ if not (regexMatch "^https?://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?/?$" .) }}
- snapshotStore.identity.stsEndpoint {{ include "ethereum.shownUrl" . | quote }} is not the address of a server. Write scheme, host and port only, in lower case, e.g. https://sts.example.com.
{{- end }}{{ end -}}
{{- end }}
