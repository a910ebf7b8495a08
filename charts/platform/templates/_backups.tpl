{{/* What a Velero backup of one kind includes, as a part of its spec. Called with the values of `backups`. */}}

{{/* What git does not have: Helm brings the rest, and its records say what it brought to a cluster that is gone. */}}
{{- define "platform.backup.objects" -}}
includedNamespaceScopedResources: [secrets, configmaps]
snapshotVolumes: false
labelSelector:
  matchExpressions:
    - { key: app.kubernetes.io/managed-by, operator: NotIn, values: [Helm] }
    - { key: owner, operator: NotIn, values: [helm] }
{{- end }}

{{/*
Claims and their data, copied out of the storage that they lie on. The claims to skip are left out whole, by the selector: an
empty one would come back in the place of each. The policy alone would leave out their data.
*/}}
{{- define "platform.backup.volumes" -}}
includedNamespaceScopedResources: [persistentvolumeclaims]
snapshotVolumes: true
snapshotMoveData: true
resourcePolicy: { kind: configmap, name: {{ include "platform.backup.policy" . }} }
labelSelector:
  matchExpressions:
    {{- range $label, $values := .skipClaims }}
    - { key: {{ $label }}, operator: NotIn, values: {{ toJson $values }} }
    {{- end }}
{{- end }}

{{/* The one name by which backups, ours and others, refer to the policy. */}}
{{- define "platform.backup.policy" -}}
skip-chain-data
{{- end }}
