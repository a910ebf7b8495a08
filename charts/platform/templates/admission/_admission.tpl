{{/* What the policies on the orchestrators of snapshots share. docs/snapshots/reference.md says what they guard; ADR 0031 says why so. */}}

{{/*
A policy up to `spec.matchConstraints`. Its parameters are the Roles of orchestrators: an account without its Role has none of the
rights that are narrowed down here, so that no request is let through for want of a parameter. It must be a kind that the API
server watches for itself: the watch of any other built-in kind ends with the last policy that asks for it and never begins
again, so that a policy that was deleted and made again would go by parameters of before. Called with a dict of `root` and `about`.
*/}}
{{- define "platform.admission.policy" -}}
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: ethereum-snapshot-{{ .about }}
  labels:
    {{- include "platform.labels" .root | nindent 4 }}
spec:
  failurePolicy: Fail
  paramKind: { apiVersion: rbac.authorization.k8s.io/v1, kind: Role }
  matchConditions:
    # The Role and the account of an orchestrator have one name. Other writers of these objects are not affected.
    - name: is-orchestrator
      expression: request.userInfo.username == 'system:serviceaccount:' + params.metadata.namespace + ':' + params.metadata.name
{{- end }}

{{/* Called with the same. */}}
{{- define "platform.admission.binding" -}}
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  name: ethereum-snapshot-{{ .about }}
  labels:
    {{- include "platform.labels" .root | nindent 4 }}
spec:
  policyName: ethereum-snapshot-{{ .about }}
  validationActions: {{ toJson .root.Values.snapshotAdmission.validationActions }}
  paramRef:
    # Of the namespace of the request. `Deny` would refuse everybody in every namespace that has none.
    selector:
      matchLabels: { ethereum.nodeyard.io/role: snapshot }
    parameterNotFoundAction: Allow
{{- end }}

{{/* `geth-0-snapshot` and `geth-0`: names of all objects of a run follow from them. */}}
{{- define "platform.admission.names" -}}
- name: account
  expression: params.metadata.name
- name: node
  expression: variables.account.substring(0, size(variables.account) - size('-snapshot'))
{{- end }}

{{/* What an orchestrator creates goes with its node's release, and nothing keeps it from going. */}}
{{- define "platform.admission.owned" -}}
- expression: >-
    object.metadata.?ownerReferences.orValue([]).size() == 1
    && object.metadata.ownerReferences.all(owner, owner.apiVersion == 'v1' && owner.kind == 'ConfigMap'
      && owner.name == variables.account + '-state'
      && !owner.?controller.orValue(false) && !owner.?blockOwnerDeletion.orValue(false))
  messageExpression: >-
    'metadata.ownerReferences must be the ConfigMap ' + variables.account + '-state alone, so that what a run made goes with the release'
# Kubernetes gives each claim the finalizer that is let through.
- expression: object.metadata.?finalizers.orValue([]).all(name, name == 'kubernetes.io/pvc-protection')
  message: metadata.finalizers must be empty, or what a run made could not be removed
{{- end }}
