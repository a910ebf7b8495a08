import { messageTable } from '@nodeyard/ethereum';

const ofAnnotation = { annotation: 'text' } as const;

/** Why an endpoint may not be called, and what is wrong with an entity that declares a node by annotations. */
export const endpointMessages = messageTable({
  'declarations-off': {
    english:
      'Nodes declared by annotation are disabled: {{key}} is empty. Ask the operators of Backstage to allow this endpoint, or remove the annotation {{annotation}}',
    params: { key: 'text', ...ofAnnotation },
  },
  'annotation-url-missing': {
    english:
      '{{annotation}}: the base URL is missing. Set it to a URL such as https://geth.acme.example:8545',
    params: ofAnnotation,
  },
  'annotation-url-fragment': {
    english:
      '{{annotation}}: the URL has a fragment, which is not sent. Remove it',
    params: ofAnnotation,
  },
  'annotation-url-credentials': {
    english:
      '{{annotation}}: the URL may contain credentials (user, query or key), which every reader of the catalog can see. Ask the operators of Backstage to list the node in ethereumNodes.nodes instead',
    params: ofAnnotation,
  },
  'annotation-url-refused': {
    english:
      '{{annotation}}: {{fault}}. Use an allowed endpoint, or ask the operators of Backstage to add this one',
    params: { ...ofAnnotation, fault: 'message' },
  },
  'annotation-network-unknown': {
    english:
      '{{annotation}}: "{{network}}" is not a known network. Use {{networks}} or one of ethereumNodes.networks, or remove the annotation to use the chain ID that the node reports',
    params: { ...ofAnnotation, network: 'text', networks: 'text' },
  },
  'endpoint-malformed': {
    english:
      '"{{url}}" is not the base URL of an HTTP endpoint: expected http:// or https://, a host that can be called, and no spaces or backslashes',
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
    english: '{{address}} is not an IP address',
    params: { address: 'text' },
  },
  'address-outside': {
    english: '{{address}} is outside of {{ranges}}',
    params: { address: 'text', ranges: 'text' },
  },
  'address-of-metadata': {
    english: '{{address}} belongs to a metadata service',
    params: { address: 'text' },
  },
  'address-in-range': {
    english: '{{address}} is in the range {{range}}',
    params: { address: 'text', range: 'text' },
  },
});
