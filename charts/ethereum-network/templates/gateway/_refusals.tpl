{{/* What the gateway answers when it does not pass a request on, or gets no answer. */}}

{{/*
Sets `refusals`, `faults` and `proxyFaults` of the gateway. Refusals are lists of `{name, status, code, message}`: each is a
backend, so that each is counted by its name. Faults are HAProxy's own errors in the same form, `proxyFaults` those that stand in the place of
a mesh's own errors, where a node that closes the connection also results in 503. Called with the gateway.
*/}}
{{- define "ethereum.gateway.setRefusals" -}}
{{- $hint := "Ask the operator of the nodes to add it to exposure.methods.allow." -}}
{{- $_ := set . "refusals" (list
  (dict "name" "rate" "status" 429 "code" -32005 "message" "too many requests from this address: slow down, or put calls into batches")
  (dict "name" "http" "status" 400 "code" -32600 "message" "send POST / with content-type application/json and a content-length, not chunked, encoded or upgraded")
  (dict "name" "size" "status" 413 "code" -32600 "message" (printf "the request is above the limit of %s, or came with too large headers: ask for less at once" .bodyLimit))
  (dict "name" "method" "status" 403 "code" -32601 "message" (printf "a method of this request is not allowed here. %s" $hint)
    "named" (dict "code" -32601 "message" (printf "%%[var(txn.method)] is not allowed here. %s" $hint)))
  (dict "name" "batch" "status" 400 "code" -32600 "message" (printf "a batch may have at most %v calls: send several" .batchLimit))
  (dict "name" "body" "status" 400 "code" -32600 "message" "the request must be JSON in printable ASCII without backslashes, and each call have one method and else only jsonrpc 2.0, id and params")) -}}
{{- $broken := dict "status" 502 "code" -32603 "message" "a node broke off its answer: try again" -}}
{{- $slow := dict "status" 504 "code" -32603 "message" "the node took too long: ask for less at once" -}}
{{- $_ := set . "faults" (list
  (dict "status" 400 "code" -32600 "message" "this is not an HTTP request")
  (dict "status" 408 "code" -32600 "message" "the request did not arrive in 15 s")
  $broken
  (dict "status" 503 "code" -32603 "message" "no node is in sync right now: try again later")
  $slow) -}}
{{- $unreachable := dict "status" 503 "code" -32603 "message" "no node could be reached: try again. A transaction may have arrived all the same" -}}
{{- $_ := set . "proxyFaults" (list $unreachable $broken $slow) -}}
{{- end }}
