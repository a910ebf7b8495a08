{{/* What of a client's facts is true of the release that is deployed. */}}

{{/*
Reduces the facts of a client to those of the release that is deployed: `inForce` has, by flag, the entries of `versions`
that are true of it, and `layout` how it lays out a database; a port that only other releases have is not among `ports`.
Called with a dict of `facts` and `image` (settings).
*/}}
{{- define "ethereum.setFactsOfRelease" -}}
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
{{- $_ := set $facts "inForce" $inForce -}}
{{- end }}
