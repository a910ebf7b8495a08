{{/* Secrets, which must not be readable in values, manifests, process lists and messages of helm. */}}

{{/* Scheme, host and port of URLs that are joined by commas; what follows may be a key. Called with the URLs. */}}
{{- define "ethereum.shownUrl" -}}
{{- $shown := list -}}
{{- range $url := splitList "," . -}}
{{- $plain := regexReplaceAll "^([A-Za-z0-9+.-]*:?/*)[^@]*@" $url "${1}***@" -}}
{{- $scheme := regexFind "^([A-Za-z0-9+.-]*:/+)?" $plain -}}
{{- $rest := trimPrefix $scheme $plain -}}
{{- $host := regexFind "^[^/?#]*" $rest -}}
{{- $shown = append $shown (printf "%s%s%s" $scheme $host (ternary (trimPrefix $host $rest) "/***" (has (trimPrefix $host $rest) (list "" "/")))) -}}
{{- end -}}
{{- join "," $shown -}}
{{- end }}

{{/*
Arguments and variables with a password in a URL, which every reader of pods would see. Called with a dict of `node` and `layer`.
*/}}
{{- define "ethereum.plainSecretProblems" -}}
{{- $client := index .node .layer -}}
{{- range $key := list "args" "extraArgs" -}}
{{- range $i, $flag := index $client $key -}}
{{- if include "ethereum.holdsPassword" ($flag | toString) }}
- {{ $.layer }}.{{ $key }}[{{ $i }}] has a password in it, which everybody who may read pods would see. Put it into a Secret, name that in {{ $.layer }}.env, and write $(NAME) in its place.
{{- end -}}
{{- end -}}
{{- end -}}
{{- range $key := list "args" "extraArgs" -}}
{{- range $i, $flag := index ($client.validator | default dict) $key -}}
{{- if include "ethereum.holdsPassword" ($flag | toString) }}
- {{ $.layer }}.validator.{{ $key }}[{{ $i }}] has a password in it, which everybody who may read pods would see. Put it into a Secret, name that in {{ $.layer }}.env, and write $(NAME) in its place.
{{- end -}}
{{- end -}}
{{- end -}}
{{- range $name, $value := $client.env -}}
{{- if and (kindIs "string" $value) (include "ethereum.holdsPassword" $value) }}
- {{ $.layer }}.env.{{ $name }} has a password in it, which everybody who may read pods would see. Put it into a Secret, and write secretKeyRef with its name and key instead.
{{- end -}}
{{- end -}}
{{- end }}

{{/* "true" for user:password@ of a URL, and of geth's name:password@host; an enode has no colon before its @. */}}
{{- define "ethereum.holdsPassword" -}}
{{- if and (regexMatch "(://|^--ethstats[= ]?)[^/@[:space:]]*:[^@[:space:]]+@" .) (not (regexMatch ":\\$\\([A-Za-z_][A-Za-z0-9_]*\\)@" .)) }}true{{ end -}}
{{- end }}
