{{/*
What the gateway lets through: regular expressions (PCRE) that describe a whole JSON-RPC request, so that nothing is let
through that is not described, also when an expression fails for lack of stack. Called with the root context unless said
otherwise.

Every client must read the same method out of a request as we do, whatever its JSON parser tolerates. So a request is
printable ASCII without any backslash: no escape can spell a name in another way, no NUL or other encoding can hide one,
and outside of strings there is nothing but JSON's own punctuation, numbers and words, so no comment and no other quote can
shift where a string begins. A call has the members of JSON-RPC 2.0 in their exact spelling, no others, and one method.
*/}}

{{/* Methods that may pass, as a JSON list. */}}
{{- define "ethereum.gateway.methods" -}}
{{- $groups := (include "ethereum.facts" (dict "root" . "kind" "gateway" "name" "methods") | fromJson).groups -}}
{{- $methods := .Values.exposure.methods.allow -}}
{{- range .Values.exposure.methods.groups }}{{ $methods = concat $methods (index $groups .) }}{{ end -}}
{{- range .Values.exposure.methods.deny }}{{ $methods = without $methods . }}{{ end -}}
{{- $methods | uniq | sortAlpha | toJson -}}
{{- end }}

{{/* The expression, in one line. Called with a dict of `name` (expression of a method's name) and `more` (how many further calls a batch may have). */}}
{{- define "ethereum.gateway.request" -}}
{{- $parts := list
  `\A(?&ws)(?:(?&call)|\[(?&ws)(?&call)(?&ws)(?:,(?&ws)(?&call)(?&ws))` .more `\])(?&ws)\z`
  `(?(DEFINE)`
  `(?<ws>[ \t\r\n]*+)`
  `(?<text>"[ !#-\[\]-~]*+")`
  `(?<number>-?+(?>0|[1-9][0-9]*+)(?:\.[0-9]++)?+(?:[eE][+-]?+[0-9]++)?+)`
  `(?<value>(?>(?&text)|(?&number)|true|false|null|(?&array)|(?&object)))`
  `(?<array>\[(?&ws)(?:(?&value)(?&ws)(?:,(?&ws)(?&value)(?&ws))*+)?+\])`
  `(?<object>\{(?&ws)(?:(?&pair)(?:,(?&ws)(?&pair))*+)?+\})`
  `(?<pair>(?!"[^"]*(?i:method))(?&text)(?&ws):(?&ws)(?&value)(?&ws))`
  `(?<method>"method"(?&ws):(?&ws)"(?:` .name `)"(?&ws))`
  `(?<other>(?>"jsonrpc"(?&ws):(?&ws)"2\.0"|"id"(?&ws):(?&ws)(?>(?&text)|(?&number)|null)|"params"(?&ws):(?&ws)(?>(?&array)|(?&object)|null))(?&ws))`
  `(?<call>\{(?&ws)(?:(?&other),(?&ws))*+(?&method)(?:,(?&ws)(?&other))*+\})`
  `)` -}}
{{- $parts | join "" -}}
{{- end }}

{{/* How many calls may follow a batch's first. */}}
{{- define "ethereum.gateway.furtherCalls" -}}
{0,{{ sub (int .Values.exposure.gateway.batchLimit) 1 }}}+
{{- end }}

{{/* Requests that pass. */}}
{{- define "ethereum.gateway.allowed" -}}
{{- include "ethereum.gateway.request" (dict "name" (include "ethereum.gateway.methods" . | fromJsonArray | join "|") "more" (include "ethereum.gateway.furtherCalls" .)) -}}
{{- end }}

{{/* Requests whose only fault is a method: these two tell a caller which rule refused theirs. */}}
{{- define "ethereum.gateway.limited" -}}
{{- include "ethereum.gateway.request" (dict "name" "[ !#-\\[\\]-~]*+" "more" (include "ethereum.gateway.furtherCalls" .)) -}}
{{- end }}

{{/* Requests of any number of calls. */}}
{{- define "ethereum.gateway.wellFormed" -}}
{{- include "ethereum.gateway.request" (dict "name" "[ !#-\\[\\]-~]*+" "more" "*+") -}}
{{- end }}
