{{/* Environment of a client that must know the address of its pod. */}}
{{- define "ethereum.podIpEnv" -}}
- name: POD_IP
  valueFrom:
    fieldRef:
      fieldPath: status.podIP
{{- end }}
