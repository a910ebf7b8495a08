import { messageTable } from '@nodeyard/ethereum';

const ofResource = { verb: 'text', resource: 'text' } as const;

/** Why a cluster, or something in it, cannot be read. */
export const clusterMessages = messageTable({
  'cluster-denied': {
    english: 'Nothing can be read: {{detail}}',
    params: { detail: 'message' },
  },
  'cluster-silent': {
    english: 'The cluster does not answer: {{detail}}',
    params: { detail: 'message' },
  },
  'cluster-silent-unexplained': {
    english: 'The cluster does not answer',
    params: {},
  },
  'cluster-credentials': {
    english:
      "The cluster does not accept the credentials (401). Renew the service account's token.",
    params: {},
  },
  'cluster-http': {
    english: 'The cluster answers with {{status}} when asked for {{resource}}.',
    params: { status: 'number', resource: 'text' },
  },
  'missing-right': {
    english:
      'The service account may not {{verb}} {{resource}} (403). Grant the verb "{{verb}}" on the resource "{{resource}}": the plugin\'s README has the ClusterRole.',
    params: ofResource,
  },
  'with-server-message': {
    english: '{{sentence}} It says: {{says}}',
    params: { sentence: 'message', says: 'text' },
  },
  'list-invalid': {
    english: "The cluster's list of {{resource}} is invalid: {{why}}",
    params: { resource: 'text', why: 'text' },
  },
  'answer-invalid': {
    english: "The cluster's answer about {{resource}} is invalid",
    params: { resource: 'text' },
  },
  'list-endless': {
    english: "The cluster's list of {{resource}} has no end",
    params: { resource: 'text' },
  },
  'answer-late': {
    english: 'no answer in {{ms}} ms',
    params: { ms: 'number' },
  },
  'answer-too-large': {
    english: 'the answer is larger than {{bytes}} bytes',
    params: { bytes: 'number' },
  },
  'kubeconfig-without-cluster': {
    english: 'the kubeconfig has no cluster for "{{name}}"',
    params: { name: 'text' },
  },
  'credentials-missing': {
    english: 'no credentials: {{why}}',
    params: { why: 'text' },
  },
  'kubernetes-plugin-silent': {
    english: 'The Kubernetes plugin does not answer: {{detail}}',
    params: { detail: 'message' },
  },
  'kubernetes-plugin-missing': {
    english:
      'There is no Kubernetes plugin in this backend (404 for its /clusters). Install @backstage/plugin-kubernetes-backend, choose ethereumNodes.kubernetes.access: kubeconfig, or set ethereumNodes.kubernetes.enabled: false.',
    params: {},
  },
  'kubernetes-plugin-http': {
    english:
      'The Kubernetes plugin answers /clusters with {{status}}: {{says}}',
    params: { status: 'number', says: 'text' },
  },
  'kubernetes-plugin-refuses': {
    english: 'the Kubernetes plugin refused the request: {{says}}',
    params: { says: 'text' },
  },
  'cluster-of-people': {
    english:
      'It authenticates users (authProvider "{{authProvider}}"), so it cannot be read in the background. Configure a server-side authProvider such as serviceAccount.',
    params: { authProvider: 'text' },
  },
  'cluster-not-stored': {
    english: "The discovered nodes could not be stored: see the backend's log",
    params: {},
  },
});
