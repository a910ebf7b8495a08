{{/* Generated: a copy of charts/ethereum-infrastructure/templates/shared/_security.tpl. Do not edit. */}}
{{/* Every pod passes Pod Security "restricted": https://kubernetes.io/docs/concepts/security/pod-security-standards/ */}}

{{/* One user for all clients, so that the JWT and the volumes are readable in each container. No init container is root. */}}
{{- define "ethereum.podSecurityContext" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
# Terabytes are not walked at every start.
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "ethereum.containerSecurityContext" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}
