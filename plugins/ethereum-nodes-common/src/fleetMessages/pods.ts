import { messageTable } from '@nodeyard/ethereum';

const container = { pod: 'text', container: 'text' } as const;

/** States of pods and of their workloads. */
export const podMessages = messageTable({
  'with-details': {
    english: '{{sentence}}: {{details}}',
    params: { sentence: 'message', details: 'text' },
  },
  sentences: { english: '{{items}}.', params: { items: 'messages' } },
  'pod-stopping': {
    english: 'Pod {{pod}} is being stopped',
    params: { pod: 'text' },
  },
  'pod-failed': { english: 'Pod {{pod}} failed', params: { pod: 'text' } },
  'pod-unscheduled': {
    english: 'Pod {{pod}} cannot be scheduled',
    params: { pod: 'text' },
  },
  'pod-preparing': {
    english:
      'Pod {{pod}} is being prepared by its init container {{container}}',
    params: container,
  },
  'pod-starting': {
    english: 'Pod {{pod}} is starting',
    params: { pod: 'text' },
  },
  'container-crashing': {
    english:
      'Pod {{pod}}: container {{container}} keeps crashing, {{restarts}} restarts',
    params: { ...container, restarts: 'number' },
  },
  'container-crashing-exit': {
    english:
      'Pod {{pod}}: container {{container}} keeps crashing, {{restarts}} restarts: last exit code {{exitCode}}',
    params: { ...container, restarts: 'number', exitCode: 'number' },
  },
  'container-crashing-reason': {
    english:
      'Pod {{pod}}: container {{container}} keeps crashing, {{restarts}} restarts: last exit code {{exitCode}} ({{reason}})',
    params: {
      ...container,
      restarts: 'number',
      exitCode: 'number',
      reason: 'text',
    },
  },
  'image-not-pulled': {
    english:
      'Pod {{pod}}: image {{image}} of container {{container}} cannot be pulled',
    params: { ...container, image: 'text' },
  },
  'container-not-starting': {
    english: 'Pod {{pod}}: container {{container}} cannot start',
    params: container,
  },
  'container-ended': {
    english:
      'Pod {{pod}}: container {{container}} ended with exit code {{exitCode}}',
    params: { ...container, exitCode: 'number' },
  },
  'statefulset-at-0': {
    english: 'StatefulSet {{name}} is scaled to 0 replicas',
    params: { name: 'text' },
  },
  'statefulset-without-pod': {
    english:
      'StatefulSet {{name}} has no pod: see `kubectl --namespace {{namespace}} describe statefulset {{name}}`',
    params: { name: 'text', namespace: 'text' },
  },
  'deployment-at-0': {
    english: 'Deployment {{name}} is scaled to 0 replicas',
    params: { name: 'text' },
  },
  'deployment-without-pod': {
    english:
      'Deployment {{name}} has no pod: see `kubectl --namespace {{namespace}} describe deployment {{name}}`',
    params: { name: 'text', namespace: 'text' },
  },
  'pods-not-listed': {
    english: 'The pods of Deployment {{name}} cannot be listed. {{error}}',
    params: { name: 'text', error: 'message' },
  },
  'pods-missing': {
    english:
      '{{existing}} of {{desired}} desired pods exist: see `kubectl --namespace {{namespace}} describe deployment {{name}}`',
    params: {
      existing: 'number',
      desired: 'number',
      name: 'text',
      namespace: 'text',
    },
  },
  'pods-looked-at': {
    english: '{{asked}} of {{existing}} pods are read',
    params: { asked: 'number', existing: 'number' },
  },
  'pods-ready': {
    english: '{{ready}} of {{desired}} pods ready',
    params: { ready: 'number', desired: 'number' },
  },
  'no-pod-known-ready': {
    english: 'No pod is known to be ready',
    params: {},
  },
  'pool-well': {
    english: '{{pods}}. {{summary}}',
    params: { pods: 'message', summary: 'message' },
  },
  'pool-less': {
    english: '{{pods}}; {{others}}',
    params: { pods: 'message', others: 'message' },
  },
  'pod-and-more': {
    english: '{{first}}, and {{more}} more not ready',
    params: { first: 'message', more: 'number' },
  },
  'pod-is': {
    english: '{{pod}} is {{state}}',
    params: { pod: 'text', state: 'text' },
  },
  'pod-down': { english: '{{pod}} does not run', params: { pod: 'text' } },
  'pod-silent': { english: '{{pod}} does not answer', params: { pod: 'text' } },
  'pod-summary': {
    english: '{{pod}} is {{state}}: {{summary}}.',
    params: { pod: 'text', state: 'text', summary: 'message' },
  },
  'pod-summary-without-callers': {
    english: '{{pod}} is {{state}}: {{summary}}. It receives no traffic.',
    params: { pod: 'text', state: 'text', summary: 'message' },
  },
  'pod-says': {
    english: 'Pod {{pod}}: {{sentence}}',
    params: { pod: 'text', sentence: 'message' },
  },
  'snapshot-unknown': {
    english: 'Whether it is stopped for a snapshot is not known: {{denied}}',
    params: { denied: 'message' },
  },
  'announcement-invalid': {
    english:
      'The annotation {{annotation}} of {{object}} is not understood: {{problem}}',
    params: { annotation: 'text', object: 'text', problem: 'text' },
  },
});
