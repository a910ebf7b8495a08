import { messageTable } from '@nodeyard/ethereum';

/** Figures of the clients, histories and environments that the form offers. */
export const choiceMessages = messageTable({
  'figure-first-sync': { english: 'First sync', params: {} },
  'figure-forks': { english: 'Forks', params: {} },
  'included-in': {
    english: 'included in {{execution}}',
    params: { execution: 'text' },
  },
  'not-published': { english: 'no figure is published', params: {} },
  'disk-with-history': {
    english: '{{disk}}; history: {{history}}',
    params: { disk: 'message', history: 'message' },
  },
  'about-hours': { english: 'about {{hours}} h', params: { hours: 'text' } },
  'about-days': {
    english: 'about {{days}} days',
    params: { days: 'text' },
  },
  'from-checkpoint': { english: 'minutes, from a checkpoint', params: {} },
  'from-genesis': { english: 'none: the chain begins with it', params: {} },
  'fork-of-genesis': {
    english: '{{tag}} has those of the genesis',
    params: { tag: 'text' },
  },
  'fork-ready': {
    english: '{{tag}} follows {{network}}, also since {{fork}} ({{date}})',
    params: { tag: 'text', network: 'text', fork: 'text', date: 'text' },
  },
  'fork-scheduled': {
    english:
      '{{tag}} follows {{network}} today; whether it knows {{fork}} of {{date}} is in the notes of its release',
    params: { tag: 'text', network: 'text', fork: 'text', date: 'text' },
  },
  'fork-refused': {
    english: '{{tag}} {{reason}}',
    params: { tag: 'text', reason: 'text' },
  },

  'answers-all': {
    english: 'Every block, transaction, receipt and log can be asked for',
    params: {},
  },
  'answers-from-block': {
    english:
      'Blocks, transactions, receipts and logs can be asked for from block {{block}} on; requests about earlier ones get an error or nothing',
    params: { block: 'text' },
  },
  'answers-from-fork': {
    english:
      'Blocks, transactions, receipts and logs can be asked for from block {{block}} ({{date}}) on; requests about earlier ones get an error or nothing',
    params: { block: 'text', date: 'text' },
  },
  'answers-last-days': {
    english:
      'Blocks, transactions, receipts and logs of the last {{days}} days can be asked for; older ones are removed as the chain grows',
    params: { days: 'number' },
  },
  'answers-least': {
    english:
      'Only the newest blocks, transactions, receipts and logs can be asked for, as far back as the client needs them itself',
    params: {},
  },
  'states-all': {
    english: 'Balances, storage and eth_call can be asked for at every block',
    params: {},
  },
  'states-recent': {
    english:
      'Balances, storage and eth_call can be asked for at the newest blocks only',
    params: {},
  },

  'figure-file': { english: 'File', params: {} },
  'figure-command': { english: 'Command', params: {} },
  'figure-pool': { english: 'Nodes of a pool', params: {} },
  'figure-outgoing': { english: 'Outgoing traffic', params: {} },
  'pool-as-asked': { english: 'as many as you ask for', params: {} },
  'traffic-allowed': {
    english: 'other pods of the namespace may call out',
    params: {},
  },
  'traffic-denied': {
    english: 'denied, unless a policy names it',
    params: {},
  },

  'entities-in-use': {
    english:
      'The catalog has {{entities}} already. Choose another name, or change the repository that has it.',
    params: { entities: 'text' },
  },
  'repository-in-use': {
    english:
      'The repository {{repository}} exists already. Choose another name, or another place for the repository.',
    params: { repository: 'text' },
  },
});
