import { messageTable } from '@nodeyard/ethereum';

/** Figures of a plan in the form, and answers that the form does not know. */
export const formMessages = messageTable({
  'the-form': { english: 'The form', params: {} },
  'no-answers': { english: 'has no answers', params: {} },
  'open-and-answer': {
    english: 'Open the template again, and answer its questions.',
    params: {},
  },
  'other-version': {
    english: 'is not a question of this form, but of another version of it',
    params: {},
  },
  'answer-anew': {
    english: 'Open the template again, and answer it anew.',
    params: {},
  },
  'not-a-choice': {
    english: 'is answered with what is not a choice of this form',
    params: {},
  },
  'answer-it': {
    english:
      'Answer it. A form that does not ask for it is of another version: open the template again.',
    params: {},
  },
  'figure-nodes': { english: 'Nodes', params: {} },
  'figure-disk': { english: 'Disk', params: {} },
  'figure-memory': { english: 'Memory', params: {} },
  'figure-processors': { english: 'Processors', params: {} },
  'figure-cost': { english: 'Cost', params: {} },
  'figure-snapshots': { english: 'Snapshots', params: {} },
  'nodes-of-pair': {
    english: '{{pair}} on {{network}}; history: {{history}}',
    params: { pair: 'message', network: 'text', history: 'message' },
  },
  'several-nodes': {
    english: '{{number}} on {{network}}: {{nodes}}',
    params: { number: 'number', network: 'text', nodes: 'message' },
  },
  'pair-with-history': {
    english: '{{pair}} ({{history}})',
    params: { pair: 'message', history: 'message' },
  },
  'nodes-and-pool': {
    english: '{{nodes}}; {{pool}} more in the pool',
    params: { nodes: 'message', pool: 'message' },
  },
  pair: {
    english: '{{execution}} with {{consensus}}',
    params: { execution: 'text', consensus: 'text' },
  },
  'execution-alone': {
    english: '{{execution}} alone',
    params: { execution: 'text' },
  },
  'last-days': {
    english: 'The last {{days}} days',
    params: { days: 'number' },
  },
  range: {
    english: '{{least}} to {{most}}',
    params: { least: 'text', most: 'text' },
  },
  gibibytes: { english: '{{amount}} GiB', params: { amount: 'message' } },
  'gibibytes-by-client': {
    english:
      '{{total}} GiB; of each node {{executionSize}} GiB for {{execution}} and {{consensusSize}} GiB for {{consensus}}',
    params: {
      total: 'message',
      executionSize: 'text',
      execution: 'text',
      consensusSize: 'text',
      consensus: 'text',
    },
  },
  'disk-unknown': {
    english: 'Not known: no disk figure is published for one of the clients',
    params: {},
  },
  cores: { english: '{{amount}} cores', params: { amount: 'message' } },
  'cost-per-month': {
    english: 'About {{amount}} {{currency}} per month, at prices of {{asOf}}',
    params: { amount: 'message', currency: 'text', asOf: 'text' },
  },
  'cost-unknown': { english: 'Not known: {{why}}', params: { why: 'text' } },
  'snapshots-taken': {
    english:
      'Snapshots of each node are taken by the schedule "{{schedule}}" (UTC), into {{stores}}',
    params: { schedule: 'text', stores: 'text' },
  },
  'snapshot-begins-one': {
    english:
      'The newest verified snapshot of {{stores}} is what {{nodes}} begins with',
    params: { stores: 'text', nodes: 'text' },
  },
  'snapshot-begins-many': {
    english:
      'The newest verified snapshot of {{stores}} is what {{nodes}} begin with',
    params: { stores: 'text', nodes: 'text' },
  },
});
