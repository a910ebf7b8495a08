import { bad, batch, call, ok, times, type Body } from './body';

/** Methods that are not on the list. */
export const forbidden: Body[] = [
  'admin_nodeInfo',
  'debug_traceTransaction',
  'personal_unlockAccount',
  'engine_newPayloadV4',
  'miner_stop',
  'clique_propose',
  'txpool_content',
  'eth_sendTransaction',
  'eth_sign',
  'rpc_modules',
  'eth_accounts',
  'eth_newFilter',
  'eth_chainid',
  'ETH_CHAINID',
  'eth_chainId ',
  ' eth_chainId',
  'eth_chainIdx',
  'eth',
  '',
  'eth_chainId|admin_nodeInfo',
  'eth.chainId',
  'eth_chainId_',
  '(?:eth_chainId)',
].map(method => ({
  name: `the method "${method}"`,
  body: call(method),
  becomes: 'method' as const,
}));

/** Forbidden methods among allowed ones. */
export const batches: Body[] = [
  {
    name: 'a forbidden call behind an allowed one',
    body: batch(ok, bad),
    becomes: 'method',
  },
  {
    name: 'a forbidden call before an allowed one',
    body: batch(bad, ok),
    becomes: 'method',
  },
  {
    name: 'a forbidden call at the end of a full batch',
    body: batch(...times(49, ok), bad),
    becomes: 'method',
  },
  {
    name: 'a batch above the limit',
    body: batch(...times(51, ok)),
    becomes: 'batch',
  },
  {
    name: 'a batch far above the limit',
    body: batch(...times(2_000, ok)),
    becomes: 'batch',
  },
  { name: 'an empty batch', body: '[]', becomes: 'body' },
  { name: 'a batch in a batch', body: batch(batch(bad)), becomes: 'body' },
  { name: 'a batch with a number', body: `[${ok},1]`, becomes: 'body' },
  { name: 'a batch without its end', body: `[${ok}`, becomes: 'body' },
  { name: 'a batch with a comma too many', body: `[${ok},]`, becomes: 'body' },
];
