{{/* Generated: a copy of charts/ethereum-infrastructure/templates/shared/_objects.tpl. Do not edit. */}}
{{/* Objects of the values (`extraObjects`) that Helm could not manage, one problem per line. Called with the root context. */}}
{{- define "ethereum.objectProblems" -}}
{{- $taken := dict -}}
{{- range $i, $object := .Values.extraObjects -}}
{{- $field := printf "extraObjects[%d]" $i -}}
{{- range $key := list "apiVersion" "kind" -}}
{{- if not (and (kindIs "string" (get $object $key)) (get $object $key)) }}
- {{ $field }}.{{ $key }} is missing: Kubernetes finds the type of an object by it. Add it.
{{- end -}}
{{- end -}}
{{- $metadata := .metadata | default dict -}}
{{- if not (kindIs "map" $metadata) }}
- {{ $field }}.metadata is not a mapping. Write metadata with name.
{{- else if not $metadata.name }}
- {{ $field }}.metadata.name is missing: Helm updates and deletes an object by its name. Add it.
{{- else -}}
{{- $key := printf "%v %v/%v" .kind ($metadata.namespace | default "") $metadata.name -}}
{{- if hasKey $taken $key }}
- {{ $field }} is the same object as {{ get $taken $key }}: {{ .kind }} {{ $metadata.name | quote }}. Remove one of them.
{{- end -}}
{{- $_ := set $taken $key $field -}}
{{- $annotations := $metadata.annotations | default dict -}}
{{- if kindIs "map" $annotations -}}
{{- range $name := keys $annotations -}}
{{- if hasPrefix "meta.helm.sh/" $name }}
- {{ $field }}.metadata.annotations has {{ $name | quote }}, by which Helm finds the objects of a release. Remove it.
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end }}

{{/* Objects of the values that widen what pods may do, or who reaches them: one line of the notes each. Called with the root context. */}}
{{- define "ethereum.weakened.objects" -}}
{{- $effects := dict
  "AuthorizationPolicy" "it may admit callers that the mesh would refuse"
  "ClusterRoleBinding" "it grants permissions in the whole cluster"
  "NetworkPolicy" "it adds to what the chart's network policies admit, where it selects the same pods"
  "PeerAuthentication" "it may admit callers without a certificate"
  "PodDisruptionBudget" "a pod with two budgets cannot be evicted"
  "RoleBinding" "it grants permissions" -}}
{{- range $i, $object := .Values.extraObjects -}}
{{- with get $effects (toString .kind) }}
Weakened: extraObjects[{{ $i }}] is a {{ $object.kind }}: {{ . }}.
{{- end -}}
{{- end -}}
{{- end }}

{{/* Rules of the values that open the network policies: one line of the notes each. Called with the root context. */}}
{{- define "ethereum.weakened.policies" -}}
{{- $policy := .Values.networkPolicy -}}
{{- range $i, $rule := $policy.extraIngress -}}
{{- if not .from }}
Weakened: networkPolicy.extraIngress[{{ $i }}] admits every address to {{ with .ports }}{{ len . }} port{{ if gt (len .) 1 }}s{{ end }}{{ else }}all ports{{ end }} of the pods.
{{- end -}}
{{- end -}}
{{- range $i, $rule := $policy.extraEgress -}}
{{- $all := not .to -}}
{{- range .to }}{{ if and .ipBlock (has .ipBlock.cidr (list "0.0.0.0/0" "::/0")) (not .ipBlock.except) }}{{ $all = true }}{{ end }}{{ end -}}
{{- if $all }}
Weakened: networkPolicy.extraEgress[{{ $i }}] lets the pods reach every address, with the metadata services of clouds, which hand out credentials.
{{- end -}}
{{- end -}}
{{- end }}
