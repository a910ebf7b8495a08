{{/* What is wrong with the settings of snapshots; see _validate.tpl. */}}

{{/* Faults of the store itself. Called with the root context. */}}
{{- define "ethereum.storeProblems" -}}
{{- $store := .Values.snapshotStore -}}
{{- $facts := .storeFacts -}}
{{- $kind := .node.storeKind -}}
{{- /* A bucket has a prefix, a folder a path: only a URL that is neither may contain a secret. */ -}}
{{- $shown := ternary $store.url (include "ethereum.shownUrl" $store.url) (and (not (empty $kind)) (regexMatch "^[a-z0-9]+://[A-Za-z0-9._/-]*$" $store.url)) -}}
{{- with $store.url }}{{ with include "ethereum.storeUrlFault" (dict "url" . "grammar" $facts.url) }}
- snapshotStore.url {{ $shown | quote }} {{ . }}
{{- end }}{{ end -}}
{{- if and $store.endpoint (not (regexMatch "^https?://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?/?$" $store.endpoint)) }}
- snapshotStore.endpoint {{ include "ethereum.shownUrl" $store.endpoint | quote }} is not the address of an S3 server. Write scheme, host and port only, in lower case, e.g. https://s3.example.com.
{{- end -}}
{{- with $kind.required }}{{ if not (index $store .setting) }}
- snapshotStore.{{ .setting }} {{ .reason }}. {{ .fix }}
{{- end }}{{ end -}}
{{- $settings := list -}}
{{- range $facts.kinds }}{{ $settings = concat $settings .settings | uniq }}{{ end -}}
{{- range $key := $settings -}}
{{- if and (index $store $key) (not (has $key ($kind.settings | default list))) }}
- snapshotStore.{{ $key }} has no effect with snapshotStore.url {{ $shown | quote }}. Remove it.
{{- end -}}
{{- end -}}
{{- end }}

{{/* The first fault of a URL, and its fix; empty without one. Called with a dict of `url` and `grammar`. */}}
{{- define "ethereum.storeUrlFault" -}}
{{- $fault := dict -}}
{{- if gt (len .url) (int .grammar.maxLength.value) }}{{ $fault = .grammar.maxLength.fault -}}
{{- else if regexMatch .grammar.forbidden.pattern .url }}{{ $fault = .grammar.forbidden.fault -}}
{{- else if not (regexMatch .grammar.allowed.pattern .url) }}{{ $fault = .grammar.allowed.fault }}{{ end -}}
{{- with $fault }}{{ .reason }}. {{ .fix }}{{ end -}}
{{- end }}

{{/* Called with a resolved node or pool. */}}
{{- define "ethereum.restoreProblems" -}}
{{- if and (ne .restore.from "none") (not .snapshotStore.url) }}
- restore.from {{ .restore.from | quote }} has no store to restore from. Set snapshotStore.url, or choose "none".
{{- end -}}
{{- end }}

{{/* Called with a resolved node; volumes of a pool need no copies. */}}
{{- define "ethereum.snapshotProblems" -}}
{{- if include "ethereum.takesSnapshots" . -}}
{{- if not .execution.facts.neverSnapshot }}
- snapshots.enabled: it is not known which files of {{ .execution.client }} are secrets. Disable snapshots, or choose another client.
{{- end -}}
{{- if .execution.storage.ephemeral }}
- snapshots.enabled has no volume to copy: execution.storage.ephemeral keeps nothing. Remove one of them.
{{- end -}}
{{- if not .snapshotStore.url }}
- snapshots.enabled has no store to keep snapshots in. Set snapshotStore.url.
{{- end -}}
{{- if not (regexMatch "^([0-9A-Za-z*?/,-]+( [0-9A-Za-z*?/,-]+){4}|@(hourly|daily|midnight|weekly|monthly|yearly|annually))$" .snapshots.schedule) }}
- snapshots.schedule {{ .snapshots.schedule | quote }} is not a schedule of five fields: minute, hour, day of the month, month, day of the week, e.g. "0 3 * * *".
{{- else if and (not (hasPrefix "@" .snapshots.schedule)) (include "ethereum.neverComes" .snapshots.schedule) }}
- snapshots.schedule {{ .snapshots.schedule | quote }} never comes: no month of {{ index (splitList " " .snapshots.schedule) 3 | quote }} has a day of {{ index (splitList " " .snapshots.schedule) 2 | quote }}. Choose another day, or another month.
{{- end -}}
{{- if and (eq .snapshots.strategy "csi") (not .snapshots.volumeSnapshotClass) }}
- snapshots.volumeSnapshotClass is missing: strategy "csi" needs one. Name it, or choose "direct" or "auto".
{{- end -}}
{{- if and (eq .snapshots.strategy "direct") .snapshots.volumeSnapshotClass }}
- snapshots.volumeSnapshotClass has no effect with strategy "direct". Remove it, or choose "csi" or "auto".
{{- end -}}
{{- $name := include "ethereum.snapshotName" . -}}
{{- if gt (len $name) 52 }}
- the name {{ $name | quote }} has {{ len $name }} characters, and 52 is the most that a CronJob can have. Shorten the name of the release.
{{- end -}}
{{- end -}}
{{- end }}
