import { messageTable } from '@nodeyard/ethereum';

/** Properties of an accepted request that its author should check, and the advice. */
export const warningMessages = messageTable({
  'fork-soon': {
    english: '{{network}} changes its rules ({{fork}}) in {{days}} days',
    params: { network: 'text', fork: 'text', days: 'number' },
  },
  'deploy-fork-ready': {
    english:
      'Deploy only client versions that name this fork in their release notes.',
    params: {},
  },
  'devnet-genesis': {
    english:
      'a devnet begins where it is deployed, so its genesis must be made first',
    params: {},
  },
  'make-genesis': {
    english:
      'Put genesis.json, config.yaml and genesis.ssz into a ConfigMap named {{name}}.',
    params: { name: 'text' },
  },
  'devnet-in-production': {
    english: 'a devnet is lost with its volume',
    params: {},
  },
  'use-mainnet': { english: 'Use mainnet in production.', params: {} },
  'disk-tight': {
    english:
      '{{size}} leaves little room to grow: {{suggested}}Gi are suggested',
    params: { size: 'text', suggested: 'number' },
  },
  'expand-later': {
    english:
      'Use a storage class that can expand volumes, or ask for more now.',
    params: {},
  },
  'pool-of-one': {
    english:
      'a pool of one node is unavailable while that node moves to another machine',
    params: {},
  },
  'use-two': { english: 'Use at least 2 in production.', params: {} },
  'stopped-for-snapshot': {
    english:
      'the only node is unavailable while it is stopped for its snapshot',
    params: {},
  },
  'add-node-or-pool': {
    english: 'Ask for a second node, or a pool.',
    params: {},
  },
  'mixed-snapshots': {
    english:
      'snapshots of {{client}} with histories {{histories}} share one place, and latest is the newest of them, whichever it is of',
    params: { client: 'text', histories: 'message' },
  },
  'one-history': {
    english:
      'Give these nodes one history, or restore from a snapshot by its ID: latest of another history is refused.',
    params: {},
  },
  'mixed-histories': {
    english:
      "the nodes keep different histories ({{histories}}): a gateway over them has only those that keep the most for questions about old blocks, and callers of a node's own Service get what that node keeps",
    params: { histories: 'message' },
  },
  'history-of-client': {
    english: '{{history}} of {{client}}',
    params: { history: 'text', client: 'text' },
  },
  'one-history-or-pool': {
    english:
      'Give them one history, or a pool to the callers, if old blocks are asked for.',
    params: {},
  },
  'waits-for-snapshot': {
    english:
      '{{node}} waits until {{stores}} has a verified snapshot of {{client}} on {{network}} with history {{history}}',
    params: {
      node: 'text',
      stores: 'message',
      client: 'text',
      network: 'text',
      history: 'text',
    },
  },
  'sync-first': {
    english:
      'Let the first node of a network sync instead, unless others keep their snapshots there.',
    params: {},
  },
  majority: {
    english:
      '{{share}} of {{nodes}} nodes run {{client}}: one fault in it stops them all',
    params: { share: 'number', nodes: 'number', client: 'text' },
  },
  'diversify-execution': {
    english:
      'Give other nodes another execution client as soon as the chart deploys one that suits you.',
    params: {},
  },
  'diversify-consensus': {
    english:
      'Give other nodes another consensus client as soon as the chart deploys one that suits you.',
    params: {},
  },
  'facts-old': {
    english:
      'what is known about {{name}} was checked {{days}} days ago ({{checkedAt}})',
    params: { name: 'text', days: 'number', checkedAt: 'text' },
  },
  'update-facts': {
    english:
      'Update to a newer release of the blueprint, or compare versions and forks yourself.',
    params: {},
  },
  /** Items one after the other, each the rest of the one before. */
  listed: {
    english: '{{first}}, {{rest}}',
    params: { first: 'message', rest: 'message' },
  },
  together: {
    english: '{{first}} and {{rest}}',
    params: { first: 'message', rest: 'message' },
  },
});
