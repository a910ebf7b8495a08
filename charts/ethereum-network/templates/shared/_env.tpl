{{/* Generated: a copy of charts/ethereum-infrastructure/templates/shared/_env.tpl. Do not edit. */}}
{{/* Environment of a client that must know the address of its pod. */}}
{{- define "ethereum.podIpEnv" -}}
- name: POD_IP
  valueFrom:
    fieldRef:
      fieldPath: status.podIP
{{- end }}
