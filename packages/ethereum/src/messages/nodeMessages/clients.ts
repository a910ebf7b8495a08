import { messageTable } from '../table';

const failure = {
  client: 'layer',
  detail: 'text',
  since: 'instant',
} as const;

/** What the two clients of a node say, or do not. */
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
    english: '{{client}} does not answer on {{detail}} since {{since}}',
    params: failure,
  },
  'client-http': {
    english:
      '{{client}} answers with an HTTP error on {{detail}} since {{since}}',
    params: failure,
  },
  'client-auth': {
    english: '{{client}} refuses access on {{detail}} since {{since}}',
    params: failure,
  },
  'client-garbage': {
    english: '{{client}} answers garbage on {{detail}} since {{since}}',
    params: failure,
  },
  'client-rpc-error': {
    english: '{{client}} answers with an error on {{detail}} since {{since}}',
    params: failure,
  },
  'waiting-unconfigured': {
    english:
      'execution client is at block 0 and waits for a consensus client to tell it the head; none is configured that could be asked',
    params: {},
  },
  'waiting-offline': {
    english:
      'consensus client does not reach the execution client: check the engine endpoint and the JWT secret',
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
      'execution client is at block 0, and the consensus client has its own head (slot {{slot}}) for confirmed: look whether its engine endpoint is this execution client, and in both logs for engine calls',
    params: { slot: 'number' },
  },
  'no-peers': {
    english:
      '{{client}} has no peers: check its p2p port, firewall and bootnodes',
    params: { client: 'layer' },
  },
  peers: {
    english:
      'execution client has peers ({{peers}}): look in its log for what it waits for, or refused',
    params: { peers: 'number' },
  },
  'consensus-unconfigured': {
    english:
      'no consensus client is configured that could be asked: look at the one that drives this node',
    params: {},
  },
  'optimistic-idle': {
    english:
      'consensus client is optimistic while the execution client says that it has no blocks to fetch: look in the log of the consensus client for engine calls that fail (endpoint, JWT secret), and in that of the execution client for a repair of its state or blocks that it refused',
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
      'disk of the execution client is full: {{free}} free of {{total}}; enlarge its volume or make room',
    params: { free: 'bytes', total: 'bytes' },
  },
  'network-unproved': {
    english:
      'nothing but its chain ID shows that the execution client is on {{network}}: it does not give block 0 ({{why}}), nor a fork ID that follows from the genesis of {{network}}',
    params: { network: 'text', why: 'text' },
  },
  'network-unproved-silent': {
    english:
      'nothing but its chain ID shows that the execution client is on {{network}}: it does not give block 0 (no answer), nor a fork ID that follows from the genesis of {{network}}',
    params: { network: 'text' },
  },
  'unanswered-genesis': {
    english: '{{client}} does not say what its block 0 is ({{why}})',
    params: { client: 'layer', why: 'text' },
  },
  'unanswered-syncing': {
    english: '{{client}} does not say whether it syncs ({{why}})',
    params: { client: 'layer', why: 'text' },
  },
  'unanswered-peers': {
    english: '{{client}} does not say how many peers it has ({{why}})',
    params: { client: 'layer', why: 'text' },
  },
  'unanswered-version': {
    english: '{{client}} does not say which release it is ({{why}})',
    params: { client: 'layer', why: 'text' },
  },
  'not-looked-at': { english: 'not looked at yet', params: {} },
  'last-look': {
    english: 'last looked at {{at}}, {{ago}} ago',
    params: { at: 'instant', ago: 'seconds' },
  },
  'last-look-ahead': {
    english:
      'last looked at {{at}}, {{ahead}} ahead of our own clock: it was set back',
    params: { at: 'instant', ahead: 'seconds' },
  },
  unjudgeable: {
    english: 'what its clients say cannot be judged ({{why}})',
    params: { why: 'text' },
  },
});
