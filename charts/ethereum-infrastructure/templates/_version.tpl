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

{{/*
Facts of a client as they are for the release that is deployed, as JSON: `inForce` has, by flag, the entries of `versions`
that are true of it, and `layout` how it lays out a database; a port that only other releases have is not among `ports`.
Called with a dict of `facts` and `image` (settings).
*/}}
{{- define "ethereum.factsOfRelease" -}}
{{- $facts := .facts -}}
{{- $client := pick . "image" -}}
{{- $inForce := dict -}}
{{- $others := list -}}
{{- range $entry := $facts.versions | default list -}}
{{- $since := or (not $entry.from) (include "ethereum.isSince" (dict "client" $client "release" $entry.from)) -}}
{{- $over := and $entry.until (include "ethereum.isSince" (dict "client" $client "release" $entry.until)) -}}
{{- if or (not $since) $over -}}
{{- if $entry.port }}{{ $others = append $others $entry.port }}{{ end -}}
{{- else if $entry.layout -}}
{{- $_ := set $facts "layout" $entry.layout -}}
{{- else -}}
{{- $_ := set $inForce $entry.flag $entry -}}
{{- end -}}
{{- end -}}
{{- range $others }}{{ $_ := unset $facts.ports . }}{{ end -}}
{{- set $facts "inForce" $inForce | toJson -}}
{{- end }}
