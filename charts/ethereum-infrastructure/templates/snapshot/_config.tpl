{{/* What the orchestrator works by: packages/snapshot-run/src/config.ts is its schema. Called with a resolved node. */}}

{{/* JSON; what is not set is left out. */}}
{{- define "ethereum.snapshotConfig" -}}
{{- include "ethereum.setSnapshotJobs" . -}}
{{- $pod := include "ethereum.podHost" . -}}
{{- $store := pick .snapshotStore "url" -}}
{{- range $key := list "endpoint" "region" "pathStyle" -}}
{{- with index $.snapshotStore $key }}{{ $_ := set $store $key . }}{{ end -}}
{{- end -}}
{{- /* A node has its whole grace to stop, and the orchestrator some time to see it. */ -}}
{{- $grace := .terminationGracePeriodSeconds | default (include "ethereum.neededGrace" .) | int -}}
{{- $timeouts := merge (deepCopy .snapshots.timeoutsSeconds) (dict "quiesce" (add $grace 600)) -}}
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
  "schedule" .snapshots.schedule
  "strategy" .snapshots.strategy
  "minReady" .snapshots.minReady
  "syncedMinutes" .snapshots.syncedMinutes
  "forkMarginHours" .snapshots.forkMarginHours
  "store" $store
  "retention" .snapshotStore.retention
  "timeoutsSeconds" $timeouts
  "jobs" .snapshotJobs -}}
{{- with .snapshots.volumeSnapshotClass }}{{ $_ := set $config "volumeSnapshotClass" . }}{{ end -}}
{{- if gt (int .snapshots.minReady) 0 }}{{ $_ := set $config "disruptionBudget" (printf "%s-nodes" .network.name) }}{{ end -}}
{{- $config | toPrettyJson -}}
{{- end }}

{{/*
Sets `snapshotJobs` of a node: the Jobs that a run creates are in the orchestrator's configuration and, in their admitted form, in its
Role, so that their manifests are parsed once.
*/}}
{{- define "ethereum.setSnapshotJobs" -}}
{{- if not (hasKey . "snapshotJobs") -}}
{{- $_ := set . "snapshotJobs" (dict "upload" (include "ethereum.uploadJob" . | fromYaml) "verify" (include "ethereum.verifyJob" . | fromYaml)) -}}
{{- end -}}
{{- end }}
