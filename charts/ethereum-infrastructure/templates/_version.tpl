{{/*
Releases by their image tags. The same rules as packages/ethereum/src/clients/version.ts; tests/render compares the two.
*/}}

{{/* The release that a tag names, as `26.10.2` or `3.0.0-rc.1`; empty for one that names none. Called with a tag. */}}
{{- define "ethereum.release" -}}
{{- $pattern := "^(?:[a-z][a-z0-9]*-)?v?([0-9]{1,6}[.][0-9]{1,6}[.][0-9]{1,6})(?:(-(?:rc|alpha|beta))[-.0-9]*)?(?:-[-.a-z0-9]+)?$" -}}
{{- if regexMatch $pattern . -}}
{{- regexReplaceAll $pattern . "${1}${2}" -}}
{{- end -}}
{{- end }}

{{/*
"true" where a client's image is of a release or newer. A tag that names no release counts as the newest, because whoever
builds their own knows. Called with a dict of `client` (settings and facts of one layer) and `release`.
*/}}
{{- define "ethereum.isSince" -}}
{{- $deployed := include "ethereum.release" (.client.image.tag | toString) -}}
{{- if or (not $deployed) (semverCompare (printf ">=%s-0" (include "ethereum.release" .release | splitList "-" | first)) $deployed) }}true{{ end -}}
{{- end }}
