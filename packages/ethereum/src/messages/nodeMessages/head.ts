import { messageTable } from '../table';

/** Position and progress of the head. */
export const headMessages = messageTable({
  head: {
    english: 'head is block {{block}}, {{age}} old',
    besideHead: '',
    params: { block: 'number', age: 'seconds' },
  },
  'head-without-state': {
    english:
      'head is block 0, but the chain of the execution client ends at block {{block}}: the state of that block is missing',
    params: { block: 'number' },
  },
  'head-unknown': { english: 'no head is known', params: {} },
  'head-stalled': {
    english: '{{head}} and has not moved for 5 min or longer',
    besideHead: 'has not moved for 5 min or longer',
    params: { head: 'message' },
  },
  'head-unconfirmed': {
    english: '{{head}}, but the consensus client does not confirm it',
    besideHead: 'the consensus client does not confirm it',
    params: { head: 'message' },
  },
  'head-not-catching-up': {
    english:
      '{{head}}, and gains {{rate}} s of chain per second: not catching up',
    besideHead: 'gains {{rate}} s of chain per second: not catching up',
    params: { head: 'message', rate: 'rate' },
  },
  'head-catching-up': {
    english: '{{head}}, and gains {{rate}} s of chain per second',
    besideHead: 'gains {{rate}} s of chain per second',
    params: { head: 'message', rate: 'rate' },
  },
  'head-confirmed': {
    english: 'consensus client confirms the head',
    params: {},
  },
  'head-not-confirmable': {
    english: 'no consensus client is configured to confirm it',
    params: {},
  },
  'network-stall': {
    english:
      '{{head}}, and none of {{others}} other node(s) of this network has a newer one: look for a common cause, do not restart the node',
    besideHead:
      'none of {{others}} other node(s) of this network has a newer one: look for a common cause, do not restart the node',
    params: { head: 'message', others: 'number' },
  },
  indexing: {
    english:
      '{{head}}; the client still builds indexes or fetches history, so some old blocks and transactions may not be found yet',
    besideHead:
      'the client still builds indexes or fetches history, so some old blocks and transactions may not be found yet',
    params: { head: 'message' },
  },
  'syncing-blocks': {
    english: 'execution client is at block {{current}} of {{highest}}',
    params: { current: 'number', highest: 'number' },
  },
  'syncing-blocks-estimate': {
    english: 'execution client is at block {{current}} of about {{highest}}',
    params: { current: 'number', highest: 'number' },
  },
  'syncing-genesis': {
    english:
      'execution client is at block 0 of {{network}} and reports that it is syncing, without progress figures yet',
    params: { network: 'text' },
  },
  'syncing-head': {
    english: 'execution client is syncing; its {{head}}',
    besideHead: 'execution client is syncing',
    params: { head: 'message' },
  },
  'both-still': {
    english:
      'both clients have stopped although the consensus client has peers ({{peers}}): compare with other nodes of this network. If they have a newer head, check the log of the consensus client for failing Engine API calls (endpoint, JWT secret, clocks) and for missing or rejected blocks',
    params: { peers: 'number' },
  },
  'both-still-alone': {
    english:
      'both clients have stopped although the consensus client has peers ({{peers}}) and other nodes of this network have a newer head: check the log of the consensus client for failing Engine API calls (endpoint, JWT secret, clocks) and for missing or rejected blocks',
    params: { peers: 'number' },
  },
  'blocks-not-delivered': {
    english:
      'head of the consensus client (slot {{slot}}) is {{lead}} slots newer than the head of the execution client, which has stopped: blocks do not reach it. Check that the Engine API endpoint is this execution client, and the log of the consensus client for failing Engine API calls (endpoint, JWT secret, clocks)',
    params: { slot: 'number', lead: 'number' },
  },
  'confirms-newer': {
    english:
      'the consensus client confirms a head that is {{apart}} newer than the one of this execution client',
    params: { apart: 'seconds' },
  },
  'confirms-older': {
    english:
      'the consensus client confirms a head that is {{apart}} older than the one of this execution client',
    params: { apart: 'seconds' },
  },
  'clock-slow': {
    english:
      'the local clock is {{behind}} behind the network: synchronise it (NTP)',
    params: { behind: 'seconds' },
  },
  'clock-or-head': {
    english:
      'the head is {{ahead}} ahead of the local clock: one of the two is wrong',
    params: { ahead: 'seconds' },
  },
  'clock-fast': {
    english:
      'the head moves with the network and is confirmed: the local clock may be {{fast}} fast',
    params: { fast: 'seconds' },
  },
});
