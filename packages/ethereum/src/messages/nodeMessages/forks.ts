import { messageTable } from '../table';

const withdrawn = {
  client: 'layer',
  fork: 'text',
  date: 'day',
  network: 'text',
  withdrawnAt: 'date',
} as const;

/** Fork readiness of the clients, and finality of the network. */
export const forkMessages = messageTable({
  'fork-no-answer': {
    english: '{{client}} does not answer',
    params: { client: 'layer' },
  },
  'forks-not-given': {
    english: '{{client}} does not report its forks ({{why}})',
    params: { client: 'layer', why: 'text' },
  },
  'forks-without-time': {
    english: 'execution client reports no fork with a time',
    params: {},
  },
  'blob-schedule-not-given': {
    english: 'consensus client does not report its blob schedule',
    params: {},
  },
  'fork-known': {
    english: '{{client}} knows {{fork}}',
    params: { client: 'layer', fork: 'text' },
  },
  'fork-missing': {
    english: '{{client}} does not know {{fork}}: upgrade it',
    params: { client: 'layer', fork: 'text' },
  },
  'fork-id-mismatch': {
    english:
      'execution client has fork ID {{actual}} for {{fork}}, expected {{expected}}',
    params: { actual: 'text', fork: 'text', expected: 'text' },
  },
  'fork-epoch-mismatch': {
    english:
      'consensus client has {{fork}} at epoch {{actual}}, expected {{expected}}',
    params: { fork: 'text', actual: 'number', expected: 'number' },
  },
  'fork-date-mismatch': {
    english:
      'execution client has no fork on {{expected}}, the date of {{fork}}, and one on {{actual}}: one of the two dates is outdated',
    params: { expected: 'day', fork: 'text', actual: 'day' },
  },
  'fork-not-in-data': {
    english:
      'execution client reports a fork on {{date}} that the data of Nodeyard does not have',
    params: { date: 'day' },
  },
  'fork-in-force': {
    english: '{{finding}}; the fork has been active since {{since}}',
    params: { finding: 'message', since: 'day' },
  },
  'fork-in-force-unknown': {
    english:
      'whether it follows {{fork}}, active since {{since}}, is unknown: {{finding}}',
    params: { fork: 'text', since: 'day', finding: 'message' },
  },
  'fork-none': {
    english: 'no fork with a date is known for {{network}}',
    params: { network: 'text' },
  },
  'fork-none-but-expected': {
    english:
      'no fork with a date is known for {{network}}; the execution client expects one on {{date}}',
    params: { network: 'text', date: 'day' },
  },
  'fork-withdrawn-followed': {
    english:
      '{{client}} follows {{fork}} of {{date}}, which was withdrawn from {{network}} on {{withdrawnAt}}: upgrade it to a release that withdraws it',
    params: withdrawn,
  },
  'fork-withdrawn-expected': {
    english:
      '{{client}} has {{fork}} of {{date}}, which was withdrawn from {{network}} on {{withdrawnAt}}: upgrade it to a release that withdraws it',
    params: withdrawn,
  },
  'data-old': {
    english:
      'data of {{network}} was checked on {{checkedAt}}, {{days}} days ago: newer forks may be missing',
    params: { network: 'text', checkedAt: 'date', days: 'number' },
  },
  finalized: {
    english:
      'epoch {{epoch}} is finalized, {{distance}} epochs before the current one',
    params: { epoch: 'number', distance: 'number' },
  },
  'finalized-ahead': {
    english:
      'epoch {{epoch}} is reported as finalized, but the current epoch is {{present}}: the consensus client is on another network, or the clock is behind',
    params: { epoch: 'number', present: 'number' },
  },
  'not-finalizing': {
    english:
      'the chain does not finalize: epoch {{epoch}} is finalized, {{distance}} epochs before the current one (2 to 3 are normal); do not restart the node; compare its finalized block with the one of nodes with other clients',
    params: { epoch: 'number', distance: 'number' },
  },
  'finality-hidden': {
    english:
      'epoch {{epoch}} is finalized, {{distance}} epochs before the current one, but the head of the consensus client is {{slots}} slots behind: whether the network finalizes cannot be determined',
    params: { epoch: 'number', distance: 'number', slots: 'number' },
  },
});
