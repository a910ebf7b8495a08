/** @jest-environment node */
import { sepolia } from '../__fixtures__/aSample';
import { executionClients } from '../clients/generated';
import { probeNode } from '../probe/probeNode';
import { judge } from './judge';
import { mayRefuse, refusals, type Refusal } from './refusals';
import type { NodeSample } from './sample';

const call: Record<Refusal['question'], string> = {
  genesis: 'eth_getBlockByNumber(0x0)',
  syncing: 'eth_syncing',
  peers: 'net_peerCount',
  version: 'web3_clientVersion',
  forks: 'eth_config',
};

const NOW = 1795435200;
const amsterdam = {
  activationTime: 1791294816,
  chainId: '0xaa36a7',
  forkId: '0x6c1d9423',
};

const hex = (n: number) => `0x${n.toString(16)}`;

/** A healthy node of Sepolia, whose client calls itself so and refuses some calls. */
async function look(
  client: string,
  refused: Record<string, number | null>,
  at = NOW,
): Promise<NodeSample> {
  const answers: Record<string, unknown> = {
    eth_chainId: '0xaa36a7',
    'eth_getBlockByNumber(0x0)': {
      number: '0x0',
      hash: sepolia.genesisHash,
      timestamp: '0x6159af19',
    },
    'eth_getBlockByNumber(latest)': {
      number: '0xb4ee00',
      hash: `0x${'ab'.repeat(32)}`,
      timestamp: hex(at - 6),
    },
    eth_syncing: false,
    net_peerCount: '0x19',
    web3_clientVersion: `${client}/v1.0.0/linux-x64`,
    eth_config: { current: amsterdam, next: null, last: null },
  };
  return probeNode({
    executionUrl: 'http://127.0.0.1:8545',
    timeoutMs: 1000,
    now: () => at * 1000,
    fetch: async (_, init) => {
      const { method, params } = JSON.parse(String(init?.body));
      const asked =
        method === 'eth_getBlockByNumber' ? `${method}(${params[0]})` : method;
      const code = refused[asked];
      return Response.json(
        typeof code === 'number'
          ? { jsonrpc: '2.0', id: 1, error: { code, message: 'refused' } }
          : {
              jsonrpc: '2.0',
              id: 1,
              result: asked in refused ? code : answers[asked],
            },
      );
    },
  });
}

const judged = (samples: NodeSample[]) =>
  judge({
    network: sepolia,
    samples,
    now: samples.at(-1)?.at ?? NaN,
    pollIntervalMs: 5000,
  });

async function twice(client: string, refused: Record<string, number | null>) {
  const [one, two] = await Promise.all([
    look(client, refused, NOW - 5),
    look(client, refused),
  ]);
  return judged([one, two]);
}

/** Each way in which a client of the chart may refuse an answer, in each mode that the chart offers for it. */
const rows = Object.values(executionClients)
  .filter(({ deployable }) => deployable.chart)
  .flatMap(({ name, history }) =>
    history.flatMap(mode =>
      refusals
        .filter(
          row =>
            (row.client === name || row.client === 'every') &&
            (row.history?.includes(mode) ?? true),
        )
        .flatMap(row =>
          row.codes.map(code => [name, mode, row.question, code] as const),
        ),
    ),
  );

describe('answers that a healthy client may refuse', () => {
  it('are listed for clients and modes of the chart', () => {
    const known = Object.values(executionClients);
    for (const { client, history = [] } of refusals) {
      const own = known.find(({ name }) => name === client);
      expect([client, own !== undefined || client === 'every']).toEqual([
        client,
        true,
      ]);
      expect(own?.history ?? []).toEqual(expect.arrayContaining([...history]));
    }
  });

  it.each(rows)(
    '%s with history "%s" is in sync, and ready, without %s (%s)',
    async (name, _mode, question, code) => {
      const verdict = await twice(name, { [call[question]]: code });
      expect(verdict).toMatchObject({
        state: 'SYNCED',
        ready: true,
        networkProof: question === 'genesis' ? 'fork-id' : 'genesis',
      });
      expect(verdict.reasons.join()).not.toMatch(
        /does not (report|return)|shows/,
      );
    },
  );

  it.each(
    Object.values(call).flatMap(asked =>
      [-32000, -32603, 1].map(code => [asked, code] as const),
    ),
  )(
    'may refuse %s with any other code (%d) too: it decides nothing',
    async (asked, code) => {
      expect(await twice('unheard-of', { [asked]: code })).toMatchObject({
        state: 'SYNCED',
        ready: true,
      });
    },
  );

  it('are reported if no healthy client may refuse', async () => {
    const { reasons } = await twice('Geth', { eth_syncing: -32000 });
    expect(reasons).toContain(
      'execution client does not report whether it is syncing (eth_syncing: error -32000: refused)',
    );
    expect(mayRefuse('erigon/3.8.1/linux', 'genesis', { why: '' })).toBe(false);
    expect(
      mayRefuse('besu/v26.11.0/linux', 'genesis', { why: '', code: -32000 }),
    ).toBe(false);
  });
});

describe('the proof of the network', () => {
  const pruned = { 'eth_getBlockByNumber(0x0)': -32000 };

  it('is reported as incomplete with the chain ID alone', async () => {
    const verdict = await twice('erigon', { ...pruned, eth_config: -32601 });
    expect(verdict).toMatchObject({ state: 'SYNCED', ready: true });
    expect(verdict.networkProof).toBeUndefined();
    expect(verdict.reasons).toContain(
      'only its chain ID shows that the execution client is on sepolia: it returns neither block 0 ' +
        '(eth_getBlockByNumber(0x0): error -32000: refused) nor a fork ID that follows from the genesis of sepolia',
    );
  });

  it('is kept from earlier samples of the same client', async () => {
    const first = await look('Geth', {}, NOW - 10);
    const then = await look('Geth', { ...pruned, eth_config: -32601 });
    expect(judged([first, then]).networkProof).toBe('before');
    const other = await look('erigon', { ...pruned, eth_config: -32601 });
    expect(judged([first, other]).networkProof).toBeUndefined();
  });

  it('is not passed on by verdicts to a client that has replaced another', async () => {
    const geth = await look('Geth', {}, NOW - 10);
    const other = await look('erigon', { ...pruned, eth_config: -32601 });
    const gone = { kind: 'failed', reason: 'refused', detail: '' } as const;
    const before = judged([geth]);
    const proofAfter = (...samples: NodeSample[]) =>
      judge({
        network: sepolia,
        samples,
        now: NOW * 1000,
        pollIntervalMs: 5000,
        previous: before,
      }).networkProof;
    expect(proofAfter(geth, other)).toBeUndefined();
    expect(proofAfter({ ...geth, execution: gone }, other)).toBeUndefined();
    expect(proofAfter(other, other)).toBe('before');
  });

  it('is passed on by verdicts, but not past an outage of the client', async () => {
    const bare = [await look('erigon', { ...pruned, eth_config: -32601 })];
    const before = judged([await look('erigon', {}, NOW - 900)]);
    const input = {
      network: sepolia,
      samples: bare,
      now: NOW * 1000,
      pollIntervalMs: 5000,
    };
    expect(judge({ ...input, previous: before }).networkProof).toBe('before');
    expect(
      judge({ ...input, previous: { ...before, state: 'UNREACHABLE' } })
        .networkProof,
    ).toBeUndefined();
  });

  it('keeps a wrong genesis while block 0 is not returned again', async () => {
    const wrong = await look('Geth', {}, NOW - 5);
    if (wrong.execution.kind === 'ok') {
      wrong.execution.value.genesisHash = `0x${'11'.repeat(32)}`;
    }
    const silent = await look('Geth', pruned);
    expect(judged([wrong, silent])).toMatchObject({
      state: 'WRONG_NETWORK',
      ready: false,
    });
  });
});
