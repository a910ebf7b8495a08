{{/*
The sidecar that says whether the pair is truly in sync. Its readiness is the pod's: the client containers have none. Beside a
daemon it asks the daemon for blocks and the sync node's consensus client for the chain's head: it is ready when what its
callers get is the head that the network agrees on, and not before.

A native sidecar: an init container that stays. It needs nothing of the init containers after it, the JWT among them.
Called with a resolved node (see _node.tpl).
*/}}
{{- define "ethereum.nodeHealthContainer" -}}
- name: node-health
  restartPolicy: Always
  image: {{ include "ethereum.image" .nodeHealth.image }}
  imagePullPolicy: {{ .nodeHealth.image.pullPolicy }}
  command: [node-health]
  args:
    - --node-name={{ .fullname }}
    - --network-file=/etc/node-health/network.json
    - --execution-client={{ .execution.client }}
    - --execution-url=http://127.0.0.1:{{ .execution.facts.ports.http }}
    - --consensus-client={{ .consensus.client }}
    - --consensus-url=http://{{ if .daemon }}{{ include "ethereum.sourceHost" . }}{{ else }}127.0.0.1{{ end }}:{{ .consensus.facts.ports.http }}
    {{- if not .daemon }}
    - --data-dir=/data
    {{- end }}
    {{- if include "ethereum.takesSnapshots" . }}
    - --snapshot-file=/etc/snapshots/last.json
    {{- end }}
    - --port={{ include "ethereum.healthPort" . }}
    - --probe-port={{ include "ethereum.probePort" . }}
    {{- with include "ethereum.checkpointArgs" . }}
    {{- . | nindent 4 }}
    {{- end }}
  ports:
    - { name: health, containerPort: {{ include "ethereum.healthPort" . }} }
    # No policy opens it: callers of the other port share nothing with the kubelet's probes.
    - { name: probe, containerPort: {{ include "ethereum.probePort" . }} }
  # The next init container starts when it serves.
  startupProbe:
    httpGet: { path: /livez, port: probe }
    {{- toYaml .nodeHealth.startupProbe | nindent 4 }}
  # It decides slowly by itself (two good samples, three bad ones), so one answer is enough here.
  readinessProbe:
    httpGet: { path: /readyz, port: probe }
    {{- toYaml .nodeHealth.readinessProbe | nindent 4 }}
  livenessProbe:
    httpGet: { path: /livez, port: probe }
    {{- toYaml .nodeHealth.livenessProbe | nindent 4 }}
  resources:
    {{- toYaml .nodeHealth.resources | nindent 4 }}
  securityContext:
    {{- include "ethereum.containerSecurityContext" . | nindent 4 }}
  volumeMounts:
    - { name: network, mountPath: /etc/node-health, readOnly: true }
    {{- if not .daemon }}
    # Only to tell how full the disk is.
    - { name: execution, mountPath: /data, readOnly: true }
    {{- end }}
    {{- if include "ethereum.takesSnapshots" . }}
    # How the newest snapshot went, for Prometheus.
    - { name: snapshots, mountPath: /etc/snapshots, readOnly: true }
    {{- end }}
    - { name: tmp, mountPath: /tmp }
{{- end }}

{{- define "ethereum.healthPort" }}8099{{ end }}

{{- define "ethereum.probePort" }}8097{{ end }}
