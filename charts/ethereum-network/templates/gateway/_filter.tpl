{{/*
What the gateway lets through: regular expressions (PCRE) that describe a whole JSON-RPC request, so that nothing is let
through that is not described, also when an expression fails for lack of stack. Called with the root context unless
noted.

Every client must read the same method out of a request as we do, whatever its JSON parser tolerates. So a request is
printable ASCII without any backslash: no escape can spell a name in another way, no NUL or other encoding can hide one,
and outside of strings there is nothing but JSON's own punctuation, numbers and words, so no comment and no other quote can
shift where a string begins. A call has the members of JSON-RPC 2.0 in their exact spelling, no others, one method, and
"params" once at most.
*/}}

{{/* Methods that may pass, in order, separated by spaces: `.methods` of the root context is the list. */}}
{{- define "ethereum.gateway.methods" -}}
{{- $groups := .methodFacts.groups -}}
{{- $methods := .Values.exposure.methods.allow -}}
{{- range .Values.exposure.methods.groups }}{{ $methods = concat $methods (index $groups .) }}{{ end -}}
{{- range .Values.exposure.methods.deny }}{{ $methods = without $methods . }}{{ end -}}
{{- $methods | uniq | sortAlpha | join " " -}}
{{- end }}

{{/*
The expression, in one line. Called with a dict of `more` (how many further calls a batch may have), and of `name` (expression of
a method's name) or `call` (of a whole call).
*/}}
{{- define "ethereum.gateway.request" -}}
{{- $method := list `(?<method>"method"(?&ws):(?&ws)"(?:` .name `)"(?&ws))` | join "" -}}
{{- $before := `(?:(?&name),(?&ws))*+` -}}
{{- $after := `(?:,(?&ws)(?&name))*+` -}}
{{- $members := print $before `(?:(?&params),(?&ws)` $before `(?&method)|(?&method)` $after `(?:,(?&ws)(?&params))?+)` $after -}}
{{- $call := .call | default (print $method `(?<params>(?="params")(?&other))(?<call>\{(?&ws)` $members `\})`) -}}
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
  `(?<other>(?>"jsonrpc"(?&ws):(?&ws)"2\.0"|"id"(?&ws):(?&ws)(?>(?&text)|(?&number)|null)|"params"(?&ws):(?&ws)(?>(?&array)|(?&object)|null))(?&ws))`
  `(?<name>(?!"params")(?&other))`
  $call
  `)` -}}
{{- $parts | join "" -}}
{{- end }}

{{/* How many calls may follow a batch's first. */}}
{{- define "ethereum.gateway.furtherCalls" -}}
{0,{{ sub (int .Values.exposure.gateway.batchLimit) 1 }}}+
{{- end }}

{{/* Requests that pass. */}}
{{- define "ethereum.gateway.allowed" -}}
{{- include "ethereum.gateway.request" (dict "name" (join "|" .methods) "more" (include "ethereum.gateway.furtherCalls" .)) -}}
{{- end }}

{{/* Requests that may be sent again: every call is of the group `read`. What a method does that is allowed by name is not known. */}}
{{- define "ethereum.gateway.reads" -}}
{{- $groups := .methodFacts.groups -}}
{{- include "ethereum.gateway.request" (dict "name" (join "|" $groups.read) "more" (include "ethereum.gateway.furtherCalls" .)) -}}
{{- end }}

{{/* Requests whose only fault is a method: these two tell a caller which rule refused theirs. */}}
{{- define "ethereum.gateway.limited" -}}
{{- include "ethereum.gateway.request" (dict "name" "[ !#-\\[\\]-~]*+" "more" (include "ethereum.gateway.furtherCalls" .)) -}}
{{- end }}

{{/* Requests of any number of calls. */}}
{{- define "ethereum.gateway.wellFormed" -}}
{{- include "ethereum.gateway.request" (dict "name" "[ !#-\\[\\]-~]*+" "more" "*+") -}}
{{- end }}

{{/*
Calls that need nothing of the chain's past (see files/gateway/methods.yaml), their members in any order. What
this does not describe goes to the nodes that keep the most, so it may describe too little but never too much. Called with the
root context.
*/}}
{{- define "ethereum.gateway.recentCall" -}}
{{- $recent := .methodFacts.recent -}}
{{- $calls := list (print `(?:(?&other),(?&ws))*+"method"(?&ws):(?&ws)"(?:` (join "|" $recent.blockless) `)"(?&ws)(?:,(?&ws)(?&other))*+`) -}}
{{- range $before, $methods := $recent.blockIs -}}
{{- $method := print `"method"(?&ws):(?&ws)"(?:` (join "|" $methods) `)"(?&ws)` -}}
{{- $params := print `"params"(?&ws):(?&ws)\[(?&ws)(?:(?&value)(?&ws),(?&ws)){` $before `}(?&now)(?:,(?&ws)(?&value)(?&ws))*+\](?&ws)` -}}
{{- range list (list $method $params) (list $params $method) -}}
{{- $calls = append $calls (print `(?:(?&name),(?&ws))*+` (first .) `,(?&ws)(?:(?&name),(?&ws))*+` (last .) `(?:,(?&ws)(?&name))*+`) -}}
{{- end -}}
{{- end -}}
(?<now>"(?:latest|pending)"(?&ws))(?<call>\{(?&ws)(?:{{ join "|" $calls }})\})
{{- end }}

{{/* Requests whose calls are all such. */}}
{{- define "ethereum.gateway.recent" -}}
{{- include "ethereum.gateway.request" (dict "call" (include "ethereum.gateway.recentCall" .) "more" (include "ethereum.gateway.furtherCalls" .)) -}}
{{- end }}
