{{/*
How the nodes of a devnet find each other: there is no published list of them, and their addresses are known at run time only. One
of them, networkConfig.bootNode, can be found by name; all others begin with it. Called with a finished node or pool (see
_node.tpl) unless noted.
*/}}

{{/* Host name of the boot node's pod, also while it is not ready. */}}
{{- define "ethereum.bootHost" -}}
{{ .boot.fullname }}-headless.{{ .namespace }}.svc.{{ .clusterDomain }}
{{- end }}

{{/* "true" for a node that begins with another. */}}
{{- define "ethereum.follows" -}}
{{- if and .boot.fullname (not .boot.itself) }}true{{ end -}}
{{- end }}

{{/*
Key of the boot node's execution client, so that others know its name in the network before it runs: the SHA-256 of "nodeyard
devnet", known to everybody, and good for nothing but a chain of one's own. And the public key that belongs to it.
*/}}
{{- define "ethereum.bootKey" }}333c0a438138ce616caf808707557a4efb42d25f9e9381f90d54cdab8823a558{{ end }}
{{- define "ethereum.bootPublicKey" }}cda737a85de3e2315b9ae04a0a663b180b42d0bfd9e09422954594a18ed0d6c1d917b13b04a8204c2b03140816491c2fc87e7a20101ff66cacf6f16a76d194e5{{ end }}

{{/*
Asks the boot node for its consensus client's record, which names its address of today. A node that runs keeps the one that
it began with: where the boot node got another address, restart the others.
*/}}
{{- define "ethereum.bootnodeContainer" -}}
{{- if include "ethereum.follows" . -}}
- name: bootnode
  image: {{ include "ethereum.image" .nodeHealth.image }}
  imagePullPolicy: {{ .nodeHealth.image.pullPolicy }}
  command: [node-health, bootnode]
  args:
    - --beacon-url=http://{{ include "ethereum.bootHost" . }}:{{ .consensus.facts.ports.http }}
    - --out=/tmp/bootnodes
  resources:
    {{- toYaml .nodeHealth.resources | nindent 4 }}
  securityContext:
    {{- include "ethereum.containerSecurityContext" . | nindent 4 }}
  volumeMounts:
    - { name: tmp, mountPath: /tmp }
{{- end }}
{{- end }}

{{/* geth's configuration on a node that begins with another: static nodes have no flag. */}}
{{- define "ethereum.gethConfig" -}}
[Node.P2P]
StaticNodes = ["enode://{{ include "ethereum.bootPublicKey" . }}@{{ include "ethereum.bootHost" . }}:{{ .execution.facts.ports.p2p }}"]
{{- end }}
