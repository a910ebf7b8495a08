{{/*
Blocks of external builders, for validators that use the node's Beacon API: MEV-Boost beside the consensus client, or another
server of the Builder API (https://ethereum.github.io/builder-specs/). Called with the node (see _node.tpl).
*/}}

{{/* "boost" or "url" of a node with builders; empty for all others. */}}
{{- define "ethereum.mev.mode" -}}
{{- if and (eq .role "sync") .mev.enabled -}}
{{- ternary "url" "boost" (ne .mev.url "") -}}
{{- end -}}
{{- end }}

{{/* Flags of the consensus client, from its facts. */}}
{{- define "ethereum.mev.args" -}}
{{- with include "ethereum.mev.mode" . -}}
{{- $url := ternary $.mev.url (printf "http://127.0.0.1:%v" $.mev.facts.port) (eq . "url") -}}
{{- range $.consensus.facts.builderFlags }}
- {{ . | replace "{url}" $url }}
{{- end -}}
{{- end -}}
{{- end }}

{{/* No probes: without a builder the consensus client proposes blocks of its own, and the node serves as before. */}}
{{- define "ethereum.mev.container" -}}
{{- if eq (include "ethereum.mev.mode" .) "boost" -}}
- name: mev-boost
  image: {{ include "ethereum.image" .mev.image }}
  imagePullPolicy: {{ .mev.image.pullPolicy }}
  args:
    - -{{ .network.name }}
    - -addr
    - 127.0.0.1:{{ .mev.facts.port }}
    - -relays
    - {{ .mev.relays | join "," }}
    {{- with .mev.minBidEth }}
    - -min-bid
    - {{ . | quote }}
    {{- end }}
    {{- with .mev.extraArgs }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  resources:
    {{- toYaml .mev.resources | nindent 4 }}
  securityContext:
    {{- include "ethereum.containerSecurityContext" . | nindent 4 }}
{{- end }}
{{- end }}

{{/* Egress to relays, or to the server of the Builder API, on the ports of their URLs. */}}
{{- define "ethereum.policy.builder" -}}
{{- with include "ethereum.mev.mode" . -}}
{{- $ports := list -}}
{{- range ternary (list $.mev.url) $.mev.relays (eq . "url") -}}
{{- $url := urlParse . -}}
{{- $port := regexFind ":[0-9]+$" $url.host | trimPrefix ":" | default (ternary "443" "80" (eq $url.scheme "https")) -}}
{{- $ports = append $ports $port -}}
{{- end -}}
policyTypes: [Egress]
egress:
  - to:
      {{- if $.networkPolicy.buildersTo }}
      {{- toYaml $.networkPolicy.buildersTo | nindent 6 }}
      {{- else }}
      - ipBlock:
          cidr: 0.0.0.0/0
          except: {{ $.networkPolicy.privateRanges | toJson }}
      {{- end }}
    ports:
      {{- range $ports | uniq }}
      - { port: {{ . }}, protocol: TCP }
      {{- end }}
{{- end -}}
{{- end }}

{{/* One problem per line. Called with the node, and not with a pool, which has no validators. */}}
{{- define "ethereum.mev.problems" -}}
{{- if .mev.enabled -}}
{{- if .consensus.embedded }}
- mev.enabled needs a consensus client of its own: {{ .consensus.facts.title }} inside {{ .execution.client }} is not known to work with builders. Set consensus.client.
{{- else if and .mev.url .mev.relays }}
- mev.url and mev.relays exclude each other: MEV-Boost asks relays, and the server at the URL has its own. Remove one.
{{- else if not (or .mev.url .mev.relays) }}
- mev.relays is empty. A relay sees the blocks of your validators and can withhold them, so that there is no default: list the relays that you trust, or set mev.url.
{{- else if .mev.relays -}}
{{- $facts := .mev.facts -}}
{{- with get ($facts.refusedNetworks | default dict) .network.name }}
- mev.relays cannot be used on {{ $.network.name }}: MEV-Boost {{ . }}. Remove mev.
{{- else }}
{{- if not (has .network.name $facts.networks) }}
- mev.relays cannot be used on {{ .network.name }}: MEV-Boost has a flag for {{ join " and " $facts.networks }} only. Remove mev.
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end }}
