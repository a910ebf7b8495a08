import { messageTable } from '@nodeyard/ethereum';

/** Results of reading a node. */
export const pollMessages = messageTable({
  'never-looked-at': { english: 'Not probed yet', params: {} },
  'no-news': {
    english: 'No news of this node: {{reason}}',
    params: { reason: 'message' },
  },
  'not-polled': { english: 'it has not been polled in time', params: {} },
  'last-verdict': {
    english: 'The last verdict was {{state}}: {{summary}}',
    params: { state: 'text', summary: 'message' },
  },
  'network-unknown': {
    english:
      'Network "{{network}}" is not known here, so the node cannot be judged',
    params: { network: 'text' },
  },
  'chain-unknown': {
    english:
      'The node is on {{network}}, which is no network known here, so it cannot be judged: name its chain ID in ethereumNodes.networks',
    params: { network: 'text' },
  },
  'not-called': {
    english: 'It is not called: {{why}}',
    params: { why: 'message' },
  },
  'pod-unreachable': {
    english: 'Pod {{pod}} cannot be reached: {{reason}}',
    params: { pod: 'text', reason: 'message' },
  },
  'pods-proxy-unusable': {
    english:
      'The service account may not use pods/proxy in cluster {{cluster}}',
    params: { cluster: 'text' },
  },
  unusable: {
    english: 'What was read of the node cannot be used: {{why}}',
    params: { why: 'text' },
  },
  'source-failed': {
    english: 'Node source {{source}} failed: {{why}}',
    params: { source: 'text', why: 'text' },
  },
  'reads-unanswered': {
    english: '{{reads}} reads in a row brought no answer: {{reason}}',
    params: { reads: 'number', reason: 'message' },
  },
  'sidecar-ahead': {
    english:
      "The sidecar's status is from {{at}}, which is in the future: its clock or that of Backstage is wrong",
    params: { at: 'instant' },
  },
  'sidecar-stuck': {
    english:
      "The sidecar's status is still from {{at}}: the sidecar or its clock has stopped",
    params: { at: 'instant' },
  },
  'sidecar-clock-ahead': {
    english:
      "the sidecar's clock is {{apart}} ahead of that of Backstage: one of the two clocks is wrong (NTP), and ages of heads by it are too",
    params: { apart: 'seconds' },
  },
  'sidecar-clock-behind': {
    english:
      "the sidecar's clock is {{apart}} behind that of Backstage: one of the two clocks is wrong (NTP), and ages of heads by it are too",
    params: { apart: 'seconds' },
  },
  'sidecar-unreadable': {
    english: 'The sidecar of pod {{pod}} cannot be read: {{detail}}',
    params: { pod: 'text', detail: 'message' },
  },
  'sidecar-silent': {
    english: 'The sidecar of pod {{pod}} does not answer: {{says}}',
    params: { pod: 'text', says: 'text' },
  },
  'sidecar-invalid': {
    english:
      'The sidecar of pod {{pod}} answers /status with something else: {{why}}',
    params: { pod: 'text', why: 'text' },
  },
  'pods-proxy-denied': {
    english:
      'The service account may not get pods/proxy in cluster {{cluster}}',
    params: { cluster: 'text' },
  },
  'awaits-discovery': {
    english: 'It waits for the next discovery',
    params: {},
  },
  'no-pod': { english: 'It has no pod', params: {} },
  'not-configured': {
    english: 'It is not in the configuration any more',
    params: {},
  },
  'annotation-names-nothing': {
    english:
      'The annotation {{annotation}} names {{ids}}, and there is no such node. Write "auto" for all nodes that name this entity, or node IDs such as static~<name> and <cluster>~<namespace>~<workload>.',
    params: { annotation: 'text', ids: 'text' },
  },
});
