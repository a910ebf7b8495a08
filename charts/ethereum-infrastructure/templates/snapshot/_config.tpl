{{/* What the orchestrator works by: packages/snapshots/src/run/config.ts is its schema. Called with a resolved node. */}}

{{/* JSON; what is not set is left out. */}}
{{- define "ethereum.snapshotConfig" -}}
{{- $pod := include "ethereum.podHost" . -}}
{{- $config := dict
  "format" "nodeyard-snapshot-run/1"
  "namespace" .namespace
  "node" .name
  "statefulSet" .fullname
  "claim" (include "ethereum.datadirClaim" .)
  "network" .network
  "client" .execution.client
  "history" .execution.history
  "statusUrl" (printf "http://%s:%s/status" $pod (include "ethereum.healthPort" .))
  "rpcUrl" (printf "http://%s:%d" $pod (int .execution.facts.ports.http))
  "strategy" .snapshots.strategy
  "minReady" .snapshots.minReady
  "syncedMinutes" .snapshots.syncedMinutes
  "forkMarginHours" .snapshots.forkMarginHours
  "store" (include "ethereum.snapshotStoreConfig" .snapshotStore | fromJson)
  "retention" .snapshotStore.retention
  "timeoutsSeconds" (include "ethereum.snapshotTimeouts" . | fromJson)
  "jobs" (dict "upload" (include "ethereum.uploadJob" . | fromYaml) "verify" (include "ethereum.verifyJob" . | fromYaml)) -}}
{{- with .snapshots.volumeSnapshotClass }}{{ $_ := set $config "volumeSnapshotClass" . }}{{ end -}}
{{- if gt (int .snapshots.minReady) 0 }}{{ $_ := set $config "disruptionBudget" (printf "%s-nodes" .network.name) }}{{ end -}}
{{- $config | toPrettyJson -}}
{{- end }}

{{- define "ethereum.snapshotStoreConfig" -}}
{{- $store := pick . "url" -}}
{{- range $key := list "endpoint" "region" "pathStyle" -}}
{{- with index $ $key }}{{ $_ := set $store $key . }}{{ end -}}
{{- end -}}
{{- $store | toJson -}}
{{- end }}

{{/* A node has its whole grace to stop, and the orchestrator some time to see it. */}}
{{- define "ethereum.snapshotTimeouts" -}}
{{- $grace := .terminationGracePeriodSeconds | default (include "ethereum.neededGrace" .) | int -}}
{{- merge (deepCopy .snapshots.timeoutsSeconds) (dict "quiesce" (add $grace 600)) | toJson -}}
{{- end }}
