import { messageTable } from '@nodeyard/ethereum';

/** Requests that are well-formed and cannot be deployed, and the fixes. */
export const planMessages = messageTable({
  'unknown-network': {
    english: 'is not a network that this blueprint knows',
    params: {},
  },
  'named-twice': { english: 'is named twice', params: {} },
  'remove-one': { english: 'Remove one of them.', params: {} },
  'other-layer': { english: 'belongs to the other layer', params: {} },
  'unknown-execution': {
    english: 'is not an execution client that this blueprint knows',
    params: {},
  },
  'unknown-consensus': {
    english: 'is not a consensus client that this blueprint knows',
    params: {},
  },
  undeployable: {
    english: 'cannot be deployed: {{why}}',
    params: { why: 'text' },
  },
  'not-on-network': {
    english: 'cannot join the network {{network}}',
    params: { network: 'text' },
  },
  'choose-network-or-client': {
    english:
      '{{client}} joins {{networks}}; choose one of these networks or another client.',
    params: { client: 'text', networks: 'text' },
  },
  'refused-tag': {
    english: 'would run {{tag}} on {{network}}, which {{why}}',
    params: { tag: 'text', network: 'text', why: 'text' },
  },
  'choose-client': {
    english:
      'Choose another client, or update to a newer release of the blueprint.',
    params: {},
  },
  'history-without-block': {
    english: 'has no meaning on {{network}}, which has no such block',
    params: { network: 'text' },
  },
  'history-unsupported': {
    english: 'is a history mode that {{client}} does not have',
    params: { client: 'text' },
  },
  'consensus-missing': {
    english:
      'is missing, and {{client}} follows no chain without a consensus client',
    params: { client: 'text' },
  },
  'add-consensus': {
    english: 'Add consensus: {{choices}}.',
    params: { choices: 'message' },
  },
  /** What a disk figure is for. */
  'client-on-network': {
    english: '{{client}} on {{network}} with history {{history}}',
    params: { client: 'text', network: 'text', history: 'text' },
  },
  'size-missing': {
    english: 'is missing, and no disk figure is published for {{node}}',
    params: { node: 'message' },
  },
  'give-size': {
    english: 'Give a size, for example 2000Gi, or choose another history.',
    params: {},
  },
  'size-too-small': {
    english: 'is below what {{node}} needs today ({{minimum}}Gi)',
    params: { node: 'message', minimum: 'number' },
  },
  'raise-size': {
    english: 'Raise it, leave it out, or choose a shorter history.',
    params: {},
  },
  'remove-key': { english: 'Remove {{key}}.', params: { key: 'text' } },
  'ask-for-one': {
    english: 'Ask for one node on {{network}}.',
    params: { network: 'text' },
  },
  'no-store': { english: 'has no store to restore from', params: {} },
  'add-store': {
    english: 'Add snapshots.store, for example {{example}}, or choose none.',
    params: { example: 'text' },
  },
  'store-unused': {
    english:
      'is of no use: no snapshots are taken, and no node begins with one',
    params: {},
  },
  'use-store': {
    english:
      'Add snapshots.schedule, for example "0 3 * * *", or restore: latest to a node, or remove snapshots.',
    params: {},
  },
});
