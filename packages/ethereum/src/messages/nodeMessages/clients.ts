import { messageTable } from '../table';

const failure = {
  client: 'layer',
  detail: 'text',
  since: 'instant',
} as const;

/** Responses and failures of the two clients of a node. */
export const clientMessages = messageTable({
  'wrong-chain': {
    english:
      'execution client is on chain {{actual}}, {{network}} is chain {{expected}}',
    params: { actual: 'number', network: 'text', expected: 'number' },
  },
  'wrong-genesis': {
    english:
      'execution client has genesis {{actual}}, {{network}} has {{expected}}: its datadir was made for another network',
    params: { actual: 'text', network: 'text', expected: 'text' },
  },
  'client-silent': {
    english: '{{client}} has not answered on {{detail}} since {{since}}',
    params: failure,
  },
  'client-http': {
    english:
      '{{client}} has answered with an HTTP error on {{detail}} since {{since}}',
    params: failure,
  },
  'client-auth': {
    english: '{{client}} has refused access on {{detail}} since {{since}}',
    params: failure,
  },
  'client-garbage': {
    english:
      '{{client}} has returned invalid responses on {{detail}} since {{since}}',
    params: failure,
  },
  'client-rpc-error': {
    english:
      '{{client}} has answered with an error on {{detail}} since {{since}}',
    params: failure,
  },
  'waiting-unconfigured': {
    english:
      'execution client is at block 0 and waits for a head from a consensus client; no consensus client is configured for probing',
    params: {},
  },
  'waiting-offline': {
    english:
      'consensus client cannot reach the execution client: check the Engine API endpoint and the JWT secret',
    params: {},
  },
  'waiting-slot-0': {
    english:
      'execution client is at block 0 and waits for a head; the consensus client is itself at slot 0',
    params: {},
  },
  'waiting-behind': {
    english:
      'execution client is at block 0 and waits for a head; the consensus client is itself {{slots}} slots behind',
    params: { slots: 'number' },
  },
  'waiting-confirmed': {
    english:
      'execution client is at block 0, but the consensus client considers its own head (slot {{slot}}) confirmed: check that its Engine API endpoint is this execution client, and both logs for Engine API calls',
    params: { slot: 'number' },
  },
  'no-peers': {
    english:
      '{{client}} has no peers: check its p2p port, firewall and bootnodes',
    params: { client: 'layer' },
  },
  peers: {
    english:
      'execution client has peers ({{peers}}): check its log for missing or rejected blocks',
    params: { peers: 'number' },
  },
  'consensus-unconfigured': {
    english:
      'no consensus client is configured for probing: check the one that drives this node',
    params: {},
  },
  'optimistic-idle': {
    english:
      'consensus client is optimistic, but the execution client reports no blocks to fetch: check the log of the consensus client for failing Engine API calls (endpoint, JWT secret), and the log of the execution client for a state repair or rejected blocks',
    params: {},
  },
  'optimistic-waiting': {
    english:
      'consensus client waits for the execution client to confirm its head',
    params: {},
  },
  'consensus-behind': {
    english: 'consensus client is {{slots}} slots behind',
    params: { slots: 'number' },
  },
  'disk-full': {
    english:
      'disk of the execution client is full: {{free}} free of {{total}}; enlarge its volume or free space',
    params: { free: 'bytes', total: 'bytes' },
  },
  'network-unproved': {
    english:
      'only its chain ID shows that the execution client is on {{network}}: it returns neither block 0 ({{why}}) nor a fork ID that follows from the genesis of {{network}}',
    params: { network: 'text', why: 'text' },
  },
  'network-unproved-silent': {
    english:
      'only its chain ID shows that the execution client is on {{network}}: it returns neither block 0 (no answer) nor a fork ID that follows from the genesis of {{network}}',
    params: { network: 'text' },
  },
  'unanswered-genesis': {
    english: '{{client}} does not return block 0 ({{why}})',
    params: { client: 'layer', why: 'text' },
  },
  'unanswered-syncing': {
    english: '{{client}} does not report whether it is syncing ({{why}})',
    params: { client: 'layer', why: 'text' },
  },
  'unanswered-peers': {
    english: '{{client}} does not report its number of peers ({{why}})',
    params: { client: 'layer', why: 'text' },
  },
  'unanswered-version': {
    english: '{{client}} does not report its version ({{why}})',
    params: { client: 'layer', why: 'text' },
  },
  'not-looked-at': { english: 'not probed yet', params: {} },
  'last-look': {
    english: 'last probed at {{at}}, {{ago}} ago',
    params: { at: 'instant', ago: 'seconds' },
  },
  'last-look-ahead': {
    english:
      'last probed at {{at}}, {{ahead}} ahead of the local clock, which was set back',
    params: { at: 'instant', ahead: 'seconds' },
  },
  unjudgeable: {
    english: 'the responses of its clients cannot be evaluated ({{why}})',
    params: { why: 'text' },
  },
});
