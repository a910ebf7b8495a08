{{/* The gateway's HAProxy configuration: https://docs.haproxy.org/3.2/configuration.html. Called with a finished gateway (see _gateway.tpl). */}}
{{- define "ethereum.gateway.config" -}}
global
  log stdout format raw local0
  # Of all frontends together: callers never take the places of the probes and of Prometheus.
  maxconn {{ add (int .connections) (include "ethereum.gateway.statusConnections" . | int) }}
  # Else one for each processor of the machine, whatever the container may use.
  nbthread 2
  # A request must be here whole, with its headers, before it is judged.
  tune.bufsize {{ add (int .bodyBytes) 16384 }}
  tune.maxrewrite 1024
  hard-stop-after 30s

defaults
  mode http
  log global
  option dontlognull
  log-format '{"time":"%[date,utime(%Y-%m-%dT%H:%M:%SZ)]","source":"%[src]","proxy":"%b","server":"%s","status":%ST,"bytes":%B,"milliseconds":%Ta,"end":"%ts"}'
  timeout connect 3s
  timeout client {{ int .timeouts.idleSeconds }}s
  timeout server {{ int .timeouts.answerSeconds }}s
  timeout queue 5s
  timeout http-request 15s
  timeout http-keep-alive {{ int .timeouts.idleSeconds }}s
  timeout tunnel {{ int .timeouts.webSocketSeconds }}s
  {{- range .faults }}
  http-error status {{ .status }} content-type application/json string '{{ include "ethereum.gateway.error" . }}'
  {{- end }}

resolvers cluster
  parse-resolv-conf
  accepted_payload_size 8192
  hold valid 10s

# Counts of each source. They are of this replica alone.
backend sources
  stick-table type ipv6 size 100k expire 60s store http_req_rate(10s)

# `:` is every address of IPv4. The pod's own address is bound beside it for clusters whose pods have IPv6 alone or first; a
# bind of `::` would keep HAProxy from starting where the kernel has no IPv6.
frontend status
  bind :{{ .ports.status }}
  bind "${POD_IP}:{{ .ports.status }}"
  maxconn {{ include "ethereum.gateway.statusConnections" . }}
  # The kubelet and Prometheus need one each, and a proxy that asks for several people no more than this.
  stick-table type ipv6 size 10k expire 60s store conn_cur
  tcp-request connection track-sc0 src
  tcp-request connection reject if { sc_conn_cur(0) gt 8 }
  timeout client 10s
  timeout http-request 3s
  option dontlog-normal
  http-request use-service prometheus-exporter if { path /metrics }
  http-request return status 200 content-type text/plain string "alive" if { path /livez }
  http-request return status 200 content-type text/plain string "ready" if { path /readyz } !{ stopping }
  http-request deny deny_status 404

frontend rpc
  # HTTP/1.1 only: no length of a body may be a matter of opinion.
  bind :{{ .ports.rpc }} proto h1
  bind "${POD_IP}:{{ .ports.rpc }}" proto h1
  maxconn {{ int .connections }}
  # What each address holds open, whatever the requests say where they come from. 127.0.0.6 (::6) is Istio's proxy in this pod, which
  # calls for everyone.
  stick-table type ipv6 size 100k expire 60s store conn_cur
  acl in-front src 127.0.0.6 ::6{{ range .rateLimit.trustedProxies }} {{ . }}{{ end }}
  tcp-request connection track-sc1 src if !in-front
  tcp-request connection reject if { sc_conn_cur(1) gt {{ int .rateLimit.connections }} }
  option http-buffer-request
  {{- with .rateLimit.trustedProxies }}
  http-request set-src hdr_ip(x-forwarded-for,-1) if { src {{ join " " . }} }
  {{- end }}
  # For load balancers outside of the cluster.
  http-request return status 200 content-type text/plain string "usable" if { method GET } { path /healthz } { nbsrv(nodes) gt 0 }
  http-request return status 503 content-type text/plain string "no node is in sync" if { method GET } { path /healthz }
  http-request track-sc0 src table sources
  http-request set-var(txn.size) req.body_size

  acl too-often sc_http_req_rate(0,sources) gt {{ mul (int .rateLimit.requestsPerSecond) 10 }}
  acl json req.fhdr(content-type) -m reg -i ^application/json[[:blank:]]*(;[[:blank:]]*charset=\"?utf-8\"?)?$
  # What is encoded or chunked is not what is judged, and an upgrade would leave HTTP.
  acl veiled req.hdr_cnt(content-encoding) gt 0
  acl veiled req.hdr_cnt(transfer-encoding) gt 0
  acl veiled req.hdr_cnt(upgrade) gt 0
  acl large req.body_size gt {{ int .bodyBytes }}
  acl whole req.body_len,sub(txn.size) eq 0
  # HAProxy's expressions see a body up to its first NUL only.
  acl text req.body,length,sub(txn.size) eq 0
  acl allowed req.body -m reg -f /etc/haproxy/allowed.regex
  acl limited req.body -m reg -f /etc/haproxy/limited.regex
  acl well-formed req.body -m reg -f /etc/haproxy/well-formed.regex

  use_backend refused-rate if too-often
  {{- if .webSocket }}
  # What follows an upgrade is not looked into: only what the clients themselves offer over WebSocket limits it.
  use_backend nodes-websocket if { method GET } { path / } { req.fhdr(upgrade) -m str -i websocket } { req.hdr(connection) -m str -i upgrade }
  {{- end }}
  use_backend refused-http if !{ method POST } or !{ path / } or !json or veiled
  use_backend refused-size if large or !whole
  use_backend refused-body if !text
  {{- if .keepers }}
  # What may be about the past is for the nodes that keep the most of it.
  acl recent req.body -m reg -f /etc/haproxy/recent.regex
  use_backend nodes-history if allowed !recent
  {{- end }}
  use_backend nodes if allowed
  use_backend refused-method if limited
  use_backend refused-batch if well-formed
  default_backend refused-body

# Services follow readiness: the connection to a node that is not in sync is refused, and the next is tried.
backend nodes
{{ include "ethereum.gateway.ask" . }}
  option httpchk
  http-check send meth POST uri / ver HTTP/1.1 hdr host %[srv_name] hdr content-type application/json body '{"jsonrpc":"2.0","id":1,"method":"eth_chainId","params":[]}'
  http-check expect status 200
  default-server check inter 3s fall 2 rise 1 resolvers cluster init-addr libc,none
  {{- range .upstreams }}
  server {{ .host }} {{ .host }}:{{ int .port }}{{ if .backup }} backup{{ end }}
  {{- end }}
{{- with .keepers }}

# Asked where the history of the others may be too short. While none of these is in sync, such questions are refused.
backend nodes-history
{{ include "ethereum.gateway.ask" $ }}
  default-server resolvers cluster init-addr libc,none
  {{- range . }}
  server {{ .host }} {{ .host }}:{{ int .port }} track nodes/{{ .host }}{{ if .backup }} backup{{ end }}
  {{- end }}
{{- end }}
{{- if .webSocket }}

backend nodes-websocket
  balance {{ .balance }}
  option redispatch 1
  retries 2
  # A handshake changes nothing.
  retry-on conn-failure{{ if .meshed }} empty-response 503{{ end }}
  http-request set-uri /
  http-request del-header origin
  http-send-name-header host
  default-server resolvers cluster init-addr libc,none
  {{- range .upstreams }}
  server {{ .host }} {{ .host }}:{{ int .wsPort }} track nodes/{{ .host }}{{ if .backup }} backup{{ end }}
  {{- end }}
{{- end }}
{{- range .refusals }}

backend refused-{{ .name }}
  {{- if .named }}
  http-request set-var(txn.method) req.body,json_query('$.method')
  http-request deny deny_status {{ .status }} content-type application/json lf-string '{{ include "ethereum.gateway.error" .named }}' if { var(txn.method) -m reg ^[A-Za-z0-9_]{1,64}$ }
  {{- end }}
  http-request deny deny_status {{ .status }} content-type application/json string '{{ include "ethereum.gateway.error" . }}'
{{- end }}
{{ end }}

{{/* How nodes are asked: the lines that the backends share. */}}
{{- define "ethereum.gateway.ask" -}}
  balance {{ .balance }}
  option redispatch 1
  retries 2
  {{- if .meshed }}
  # The proxy of the mesh accepts a connection before it has one to a node. Where it gets none, a sidecar answers 503 and ztunnel
  # ends the connection, as either does when a node breaks off. Only reads are asked again: a transaction may have arrived.
  retry-on conn-failure empty-response 503
  acl reads req.body -m reg -f /etc/haproxy/reads.regex
  http-request disable-l7-retry unless reads
  # A proxy's own errors are text.
  {{- range .proxyFaults }}
  http-response return status {{ .status }} content-type application/json string '{{ include "ethereum.gateway.error" . }}' if { status {{ .status }} } !{ res.hdr(content-type) -m beg -i application/json }
  {{- end }}
  {{- else }}
  retry-on conn-failure
  {{- end }}
  # A Service chooses among a pool's pods for each connection.
  option http-server-close
  http-response set-log-level silent if { status lt 400 }
  # A node gets what was judged and nothing else.
  http-request del-header ^(?!(host|content-length|accept|accept-encoding|user-agent|traceparent|tracestate|x-request-id)$) -m reg
  http-request set-header content-type application/json
  http-request set-uri /
  # Clients answer to their own names only; a server's name is its Service's.
  http-send-name-header host
{{- end }}

{{/* Connections beside those of callers: the kubelet's, Prometheus' and a few of people. */}}
{{- define "ethereum.gateway.statusConnections" }}32{{ end }}

{{/* A JSON-RPC error. Called with a dict of `code` and `message`. */}}
{{- define "ethereum.gateway.error" -}}
{"jsonrpc":"2.0","id":null,"error":{"code":{{ .code }},"message":{{ .message | toJson }}}}
{{- end }}
