import { once } from 'node:events';
import { createServer } from 'node:http';
import { checkChain } from './checkChain';

const hash = `0x${'ab'.repeat(32)}`;
const expected = {
  network: 'devnet',
  history: 'full',
  block: { number: 7, hash, timestamp: 70 },
};
const blockOf = (number: string, of = hash) => ({
  result: { number, hash: of, timestamp: '0x46' },
});

type Answers = Record<string, object>;

/** Answers by method and first parameter that is not an address. */
const whole: Answers = {
  web3_clientVersion: { result: 'Geth/v1.17.8' },
  'eth_getBlockByNumber latest': blockOf('0x7'),
  'eth_getBlockByNumber 0x7': blockOf('0x7'),
  'eth_getBalance 0x7': { result: '0x0' },
  'eth_getBlockByNumber 0x1': blockOf('0x1', `0x${'cd'.repeat(32)}`),
  'eth_getBalance 0x1': { result: '0x0' },
  'eth_getBlockReceipts 0x1': { result: [] },
};

async function check(
  changes: Answers,
  manifest: Partial<typeof expected> | { history: string | null } = {},
) {
  const answers = { ...whole, ...changes };
  const requested: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method, params } = JSON.parse(`${Buffer.concat(chunks)}`);
    const block = params.find(
      (param: unknown) => !/^0x0{40}$/.test(`${param}`),
    );
    const key = block === undefined ? method : `${method} ${block}`;
    requested.push(key);
    response.end(JSON.stringify({ jsonrpc: '2.0', id: 1, ...answers[key] }));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  try {
    const url = `http://127.0.0.1:${port}`;
    return {
      ...(await checkChain(url, { ...expected, ...manifest })),
      requested,
    };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const pruned = { error: { code: 4444, message: 'pruned history unavailable' } };

describe('the chain of a client that was booted from a snapshot', () => {
  it('is complete with the block, its state, and the oldest block and receipts of its history', async () => {
    const { failure, hash: found, requested } = await check({});
    expect(failure).toBeUndefined();
    expect(found).toBe(hash);
    expect(requested).toEqual(
      Object.keys(whole).filter(key => key !== 'eth_getBalance 0x1'),
    );
  });

  it.each<[string, Answers, string | null, object]>([
    [
      'its head is lower, although the block is in its freezer',
      { 'eth_getBlockByNumber latest': blockOf('0x0') },
      'full',
      { failure: 'block-missing', hash: null, log: 'Its head is 0.' },
    ],
    [
      'it has another block of that number',
      { 'eth_getBlockByNumber 0x7': blockOf('0x7', `0x${'ee'.repeat(32)}`) },
      'full',
      { failure: 'block-differs', hash: `0x${'ee'.repeat(32)}` },
    ],
    [
      'it lacks the state',
      {
        'eth_getBalance 0x7': {
          error: { code: -32000, message: 'missing trie node' },
        },
      },
      'full',
      {
        failure: 'state-missing',
        log: 'The state of block 7 is missing: eth_getBalance: missing trie node.',
      },
    ],
    [
      'it lacks old blocks',
      { 'eth_getBlockByNumber 0x1': { result: null } },
      'full',
      { failure: 'history-missing' },
    ],
    [
      'it lacks old receipts',
      { 'eth_getBlockReceipts 0x1': pruned },
      'full',
      {
        failure: 'history-missing',
        log: 'Block 1, which history "full" includes, is not complete: eth_getBlockReceipts: pruned history unavailable.',
      },
    ],
    [
      'an archive lacks old states',
      { 'eth_getBalance 0x1': pruned },
      'archive',
      { failure: 'history-missing' },
    ],
  ])('is refused if %s', async (_, changes, history, result) => {
    expect(await check(changes, { history })).toMatchObject(result);
  });

  it.each<[string, Answers, string | null]>([
    [
      'a client without the method for receipts',
      {
        'eth_getBlockReceipts 0x1': {
          error: { code: -32601, message: 'no such method' },
        },
      },
      'full',
    ],
    ['a rolling history', { 'eth_getBlockByNumber 0x1': pruned }, 'rolling'],
    ['an unknown history', { 'eth_getBlockByNumber 0x1': pruned }, null],
  ])('is complete for %s', async (_, changes, history) => {
    expect((await check(changes, { history })).failure).toBeUndefined();
  });
});
