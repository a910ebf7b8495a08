{{/* What is wrong with the settings of snapshots; see _validate.tpl. */}}

{{/* The store itself, for all its users. Called with the root context. */}}
{{- define "ethereum.storeProblems" -}}
{{- with .Values.snapshotStore -}}
{{- /* A bucket has a prefix, a folder a path: only what none of them has may be secret. */ -}}
{{- $shown := ternary .url (include "ethereum.shownUrl" .url) (regexMatch "^(s3|file)://[A-Za-z0-9._/-]*$" .url) -}}
{{- $bucket := hasPrefix "s3://" .url -}}
{{- $folder := hasPrefix "file://" .url -}}
{{- $grammar := include "ethereum.facts" (dict "root" $ "kind" "stores" "name" "url") | fromJson -}}
{{- if not .url -}}
{{- else if not (regexMatch $grammar.pattern .url) }}
- snapshotStore.url {{ $shown | quote }} is neither s3://bucket/prefix nor file:///folder in letters, digits, ".", "-" and "_". Write one of them, without credentials; these come from snapshotStore.existingSecret.
{{- else if not (regexMatch $grammar.mounted .url) }}
- snapshotStore.url {{ $shown | quote }} is a folder of the image, which a volume that is mounted there would hide. Use file:///snapshots or a folder below file:///mnt.
{{- end -}}
{{- if and .endpoint (not (regexMatch "^https?://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?/?$" .endpoint)) }}
- snapshotStore.endpoint {{ include "ethereum.shownUrl" .endpoint | quote }} is not the address of an S3 server. Write scheme, host and port only, in lower case, e.g. https://s3.example.com.
{{- end -}}
{{- if and $bucket (not .existingSecret) }}
- snapshotStore.existingSecret is missing: nothing says how to sign in to {{ $shown }}. Name a Secret with the keys AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.
{{- end -}}
{{- if and $folder (not .existingClaim) }}
- snapshotStore.existingClaim is missing: {{ $shown }} is a folder, and pods have none that outlives them. Name a PersistentVolumeClaim to mount there, or use a bucket.
{{- end -}}
{{- $useless := ternary (list "existingClaim") (ternary (list "endpoint" "region" "pathStyle" "existingSecret") (list "endpoint" "region" "pathStyle" "existingSecret" "existingClaim") $folder) $bucket -}}
{{- range $key := $useless -}}
{{- if index $.Values.snapshotStore $key }}
- snapshotStore.{{ $key }} has no effect with snapshotStore.url {{ $shown | quote }}. Remove it.
{{- end -}}
{{- end -}}
{{- end -}}
{{- end }}

{{/* Called with a resolved node or pool. */}}
{{- define "ethereum.restoreProblems" -}}
{{- if and (ne .restore.from "none") (not .snapshotStore.url) }}
- {{ .path }}.restore.from {{ .restore.from | quote }} has no store to restore from. Set snapshotStore.url, or choose "none".
{{- end -}}
{{- end }}

{{/* Called with a resolved node; volumes of a pool need no copies. */}}
{{- define "ethereum.snapshotProblems" -}}
{{- if include "ethereum.takesSnapshots" . -}}
{{- if not .execution.facts.neverSnapshot }}
- {{ .path }}.snapshots.enabled: it is not known which files of {{ .execution.client }} are secrets. Disable snapshots, or choose another client.
{{- end -}}
{{- if .execution.storage.ephemeral }}
- {{ .path }}.snapshots.enabled has no volume to copy: execution.storage.ephemeral keeps nothing. Remove one of them.
{{- end -}}
{{- if not .snapshotStore.url }}
- {{ .path }}.snapshots.enabled has no store to keep snapshots in. Set snapshotStore.url.
{{- end -}}
{{- if not (regexMatch "^([0-9A-Za-z*?/,-]+( [0-9A-Za-z*?/,-]+){4}|@(hourly|daily|midnight|weekly|monthly|yearly|annually))$" .snapshots.schedule) }}
- {{ .path }}.snapshots.schedule {{ .snapshots.schedule | quote }} is not a schedule of five fields: minute, hour, day of the month, month, day of the week, e.g. "0 3 * * *".
{{- else if and (not (hasPrefix "@" .snapshots.schedule)) (include "ethereum.neverComes" .snapshots.schedule) }}
- {{ .path }}.snapshots.schedule {{ .snapshots.schedule | quote }} never comes: no month of {{ index (splitList " " .snapshots.schedule) 3 | quote }} has a day of {{ index (splitList " " .snapshots.schedule) 2 | quote }}. Choose another day, or another month.
{{- end -}}
{{- if and (eq .snapshots.strategy "csi") (not .snapshots.volumeSnapshotClass) }}
- {{ .path }}.snapshots.volumeSnapshotClass is missing: strategy "csi" needs one. Name it, or choose "direct" or "auto".
{{- end -}}
{{- if and (eq .snapshots.strategy "direct") .snapshots.volumeSnapshotClass }}
- {{ .path }}.snapshots.volumeSnapshotClass has no effect with strategy "direct". Remove it, or choose "csi" or "auto".
{{- end -}}
{{- $name := include "ethereum.snapshotName" . -}}
{{- if gt (len $name) 52 }}
- {{ .path }}: the name {{ $name | quote }} has {{ len $name }} characters, and 52 is the most that a CronJob can have. Shorten the node's name or the release's.
{{- end -}}
{{- end -}}
{{- end }}
