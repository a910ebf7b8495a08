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
"true" where a client's image is of a release or newer. A tag that names no release counts as the newest, because the users who
build their own images know their version. Called with a dict of `client` (settings and facts of one layer) and `release`.
*/}}
{{- define "ethereum.isSince" -}}
{{- $deployed := include "ethereum.release" (.client.image.tag | toString) -}}
{{- if or (not $deployed) (semverCompare (printf ">=%s-0" (include "ethereum.release" .release | splitList "-" | first)) $deployed) }}true{{ end -}}
{{- end }}

{{/*
-1, 0 or 1 as the first of two tags of a client names an older, the same or a newer release than the second; empty where one
names none. Two candidates of one release count as the same. Called with a list of two tags.
*/}}
{{- define "ethereum.compareTags" -}}
{{- $a := regexReplaceAll "-.*" (include "ethereum.release" (first .)) "-0" -}}
{{- $b := regexReplaceAll "-.*" (include "ethereum.release" (last .)) "-0" -}}
{{- if and $a $b }}{{ (semver $a).Compare (semver $b) }}{{ end -}}
{{- end }}

{{/*
Why a client's image tag must not run on a network, as the continuation of "geth v1.17.9 ...": the same words as
packages/ethereum/src/clients/refusedTag.ts. Empty where nothing is known against it, and for a tag that names no release.
Called with a dict of `facts`, `network` (its name) and `tag`.
*/}}
{{- define "ethereum.tagReason" -}}
{{- $reason := "" -}}
{{- with index (.facts.minimumTags | default dict) .network -}}
{{- if eq (include "ethereum.compareTags" (list $.tag .)) "-1" }}{{ $reason = printf "is from before %s, the oldest release known to follow %s" . $.network }}{{ end -}}
{{- end -}}
{{- range .facts.refusedTags -}}
{{- if and (has $.network .networks) (eq (include "ethereum.compareTags" (list $.tag .tag)) "0") }}{{ $reason = .reason }}{{ end -}}
{{- end -}}
{{- $reason -}}
{{- end }}

{{/* A line of the notes where a tag names no release, so that no fact was held against it. Called with a dict of `client` (finished) and `network`. */}}
{{- define "ethereum.unknownRelease" -}}
{{- $tag := .client.image.tag | toString -}}
{{- if not (include "ethereum.release" $tag) }}
  Mind: the version of {{ .client.facts.title }} is unknown: image tag {{ $tag | quote }} names no release.
{{- with index (.client.facts.minimumTags | default dict) .network }} It has to be {{ . }} or newer.{{ end }}
{{- end -}}
{{- end }}
