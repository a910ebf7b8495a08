/** @jest-environment node */
import { syncingSchema } from '../../health/sample';
import { callRpc } from './rpc';
import { adjustForClient, syncing } from './syncing';

const read = async (returned: unknown) => {
  const answer = await callRpc(
    {
      url: 'http://127.0.0.1:8545',
      fetch: async () =>
        Response.json({ jsonrpc: '2.0', id: 1, result: returned }),
      signal: new AbortController().signal,
      mask: text => text,
    },
    syncing,
  );
  return answer.ok ? answer.value : answer;
};

const blocks = {
  startingBlock: '0x0',
  currentBlock: '0x64',
  highestBlock: '0x64',
};
const gethIdle = {
  ...blocks,
  healedBytecodes: '0x5',
  healingBytecode: '0x0',
  healingTrienodes: '0x0',
  syncedAccounts: '0x10',
  txIndexFinishedBlocks: '0x0',
  txIndexRemainingBlocks: '0x0',
  stateIndexRemaining: '0x0',
  trienodeIndexRemaining: '0x0',
};

describe('eth_syncing', () => {
  it.each([
    'txIndexRemainingBlocks',
    'stateIndexRemaining',
    'trienodeIndexRemaining',
  ])('of geth is indexing only when only %s is left', async field => {
    expect(await read({ ...gethIdle, [field]: '0x9' })).toMatchObject({
      indexingOnly: true,
    });
  });

  it.each([
    ['blocks', { currentBlock: '0x63' }],
    ['state to heal', { healingTrienodes: '0x1' }],
    ['access lists', { totalAccessLists: '0x2', syncedAccessLists: '0x1' }],
  ])(
    'of geth is more than indexing while %s are missing',
    async (_, fields) => {
      expect(
        await read({ ...gethIdle, txIndexRemainingBlocks: '0x9', ...fields }),
      ).toMatchObject({
        indexingOnly: false,
      });
    },
  );

  it.each([
    ['Nethermind/v2.2.2+abc/linux-x64/dotnet10', '0x64', true],
    ['Nethermind/v2.2.2+abc/linux-x64/dotnet10', '0x6c', true],
    ['Nethermind/v2.2.2+abc/linux-x64/dotnet10', '0x6d', false],
    ['besu/v26.11.0/linux-x86_64', '0x64', false],
    [undefined, '0x64', false],
  ])(
    'of %s with the highest block %s: indexing only is %s',
    async (clientVersion, highestBlock, only) => {
      const returned = await read({ ...blocks, highestBlock });
      expect(
        adjustForClient(syncingSchema.parse(returned), clientVersion),
      ).toMatchObject({
        indexingOnly: only,
      });
    },
  );

  it('of a client that returns false stays false', () => {
    expect(adjustForClient(false, 'Nethermind/v2.2.2')).toBe(false);
  });

  it('of erigon counts its stages as work', async () => {
    const at = (block: string) =>
      read({
        ...blocks,
        highestBlock: '0xc8',
        stages: [
          { stage_name: 'OtterSync', block_number: '0xc8' },
          { stage_name: 'Execution', block_number: block },
        ],
      });
    expect(await at('0x10')).toEqual({
      currentBlock: 100,
      highestBlock: 200,
      indexingOnly: false,
      work: 100 + 200 + 200 + 16,
    });
    expect(await at('0x11')).toMatchObject({ work: 517 });
  });

  it('of reth counts its stages as work', async () => {
    const returned = {
      ...blocks,
      highestBlock: '0xc8',
      stages: [{ name: 'Headers', block: '0x1' }],
      warpChunksAmount: null,
    };
    expect(await read(returned)).toMatchObject({
      indexingOnly: false,
      work: 301,
    });
    expect(await read({ ...returned, stages: null })).toMatchObject({
      work: 300,
    });
  });

  it('of besu counts pulled states', async () => {
    expect(
      await read({
        ...blocks,
        currentBlock: '0x1',
        pulledStates: '0x7',
        knownStates: '0x9',
      }),
    ).toEqual({
      currentBlock: 1,
      highestBlock: 100,
      indexingOnly: false,
      work: 117,
    });
  });

  it('is false if the client returns false', async () => {
    expect(await read(false)).toBe(false);
  });

  it('reports the invalid field', async () => {
    expect(
      await read({ ...blocks, stages: [{ stage_name: 'x', block_number: 5 }] }),
    ).toMatchObject({
      reason: 'invalid-response',
      why: 'eth_syncing.stages.0.block_number: expected a quantity in hex, got 5',
    });
  });
});
