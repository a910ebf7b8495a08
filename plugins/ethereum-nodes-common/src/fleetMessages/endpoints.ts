import { messageTable } from '@nodeyard/ethereum';

const ofAnnotation = { annotation: 'text' } as const;

/** Why an endpoint may not be called, and what is wrong with an entity that declares a node by annotations. */
export const endpointMessages = messageTable({
  'declarations-off': {
    english:
      'Nodes declared by annotation are off: {{key}} lists no endpoint. Ask the operators of Backstage to list this one, or remove the annotation {{annotation}}',
    params: { key: 'text', ...ofAnnotation },
  },
  'annotation-url-missing': {
    english:
      '{{annotation}}: the base URL is missing. Write it like https://geth.acme.example:8545',
    params: ofAnnotation,
  },
  'annotation-url-fragment': {
    english:
      '{{annotation}}: the URL has a fragment, which is never sent. Remove it',
    params: ofAnnotation,
  },
  'annotation-url-credentials': {
    english:
      '{{annotation}}: the URL holds what may be credentials (user, query or key), and everyone who reads the catalog can read it. Ask the operators of Backstage to list the node in ethereumNodes.nodes instead',
    params: ofAnnotation,
  },
  'annotation-url-refused': {
    english:
      '{{annotation}}: {{fault}}. Use an endpoint that {{key}} lists, or ask the operators of Backstage to add this one',
    params: { ...ofAnnotation, fault: 'message', key: 'text' },
  },
  'annotation-network-unknown': {
    english:
      '{{annotation}}: "{{network}}" is no network known here. Write {{networks}} or one of ethereumNodes.networks, or remove the annotation to go by the chain ID that the node reports',
    params: { ...ofAnnotation, network: 'text', networks: 'text' },
  },
  'endpoint-malformed': {
    english:
      '"{{url}}" is no base URL of an HTTP endpoint: expected http:// or https://, a host that can be called, and no spaces or backslashes',
    params: { url: 'text' },
  },
  'endpoint-unlisted': {
    english: '"{{url}}" is not allowed: {{key}} lists no {{rule}}',
    params: { url: 'text', key: 'text', rule: 'text' },
  },
  'endpoint-address-refused': {
    english:
      '"{{url}}" is not allowed: {{fault}}; {{key}} may name its range in "addresses"',
    params: { url: 'text', fault: 'message', key: 'text' },
  },
  'host-not-allowed': {
    english: '{{host}} is not allowed',
    params: { host: 'text' },
  },
  'host-resolves-to-refused': {
    english: '{{host}} resolves to an address that is refused: {{fault}}',
    params: { host: 'text', fault: 'message' },
  },
  'address-invalid': {
    english: '{{address}} is no IP address',
    params: { address: 'text' },
  },
  'address-outside': {
    english: '{{address}} is outside of {{ranges}}',
    params: { address: 'text', ranges: 'text' },
  },
  'address-of-metadata': {
    english: '{{address}} is of a metadata service',
    params: { address: 'text' },
  },
  'address-in-range': {
    english: '{{address}} is in the range {{range}}',
    params: { address: 'text', range: 'text' },
  },
});
