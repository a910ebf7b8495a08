import { messageTable } from '@nodeyard/ethereum';

/** Why a node of another chart cannot be read as a rule of the configuration has it. */
export const thirdPartyMessages = messageTable({
  'pod-without-port': {
    english: 'Pod {{pod}} has no port "{{port}}" ({{key}}); it has {{ports}}',
    params: { pod: 'text', port: 'text', key: 'text', ports: 'text' },
  },
  'pod-without-ports': {
    english: 'Pod {{pod}} has no port "{{port}}" ({{key}}), and no other',
    params: { pod: 'text', port: 'text', key: 'text' },
  },
  'statefulset-without-selected-pod': {
    english:
      'StatefulSet {{name}} has no pod {{pod}}, or the selector does not match it: see `kubectl --namespace {{namespace}} describe statefulset {{name}}`',
    params: { name: 'text', pod: 'text', namespace: 'text' },
  },
  'statefulset-unpaired': {
    english:
      'StatefulSet {{name}} has no label {{label}}, which {{key}} requires to find its consensus client',
    params: { name: 'text', label: 'text', key: 'text' },
  },
  'statefulset-pairs': {
    english:
      '{{matches}} StatefulSets selected by {{key}} have the label {{label}} in namespace {{namespace}}; exactly one is required',
    params: {
      matches: 'number',
      key: 'text',
      label: 'text',
      namespace: 'text',
    },
  },
  'cluster-unknown': {
    english: '{{key}}: unknown cluster "{{cluster}}"; use one of {{clusters}}',
    params: { key: 'text', cluster: 'text', clusters: 'text' },
  },
});
