import type {
  EthereumNodeSource,
  NodeReading,
} from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { asMessage } from '@nodeyard/ethereum';
import {
  aFailedSample,
  aNode,
  aSample,
  aVerdict,
} from '../__testUtils__/builders';
import { toEnglish } from '../__testUtils__/toEnglish';
import type { UnreachableCluster } from '../store/Clusters';
import type { KnownNode } from '../store/KnownNode';
import type { RoundInput, RoundLimits } from './readRound';
import { readRound } from './readRound';
import { itemAt } from '../__testUtils__/itemAt';

async function readAll(nodes: KnownNode[], input: RoundInput) {
  const reads = await readRound(nodes, input);
  return reads.map(read => ({ ...read, reading: toEnglish(read.reading) }));
}

const limits: RoundLimits = {
  timeoutMs: 1000,
  concurrency: 10,
  concurrencyPerCluster: 2,
  budgetMs: 10_000,
};
const silence: NodeReading = {
  kind: 'failed',
  reason: 'no answer',
  answered: false,
};
const down: NodeReading = { kind: 'down', reason: 'stopped' };

const nodesOf = (cluster: string | undefined, count: number): KnownNode[] =>
  Array.from({ length: count }, (_, index) => ({
    node: aNode({ id: `${cluster}-${index}`, cluster }),
    source: 'test',
  }));

function sourceThat(read: (id: string) => Promise<NodeReading>): {
  source: EthereumNodeSource;
  most: Record<string, number>;
  asked: string[];
} {
  const most: Record<string, number> = {};
  const now: Record<string, number> = {};
  const asked: string[] = [];
  const count = (key: string, by: number) => {
    now[key] = (now[key] ?? 0) + by;
    most[key] = Math.max(most[key] ?? 0, now[key]);
  };
  const source: EthereumNodeSource = {
    name: 'test',
    discover: async () => ({ complete: true, places: [] }),
    read: async ({ id, cluster = 'none' }) => {
      asked.push(id);
      count(cluster, 1);
      count('all', 1);
      try {
        await new Promise(setImmediate);
        return await read(id);
      } finally {
        count(cluster, -1);
        count('all', -1);
      }
    },
  };
  return { source, most, asked };
}

const round = (
  nodes: KnownNode[],
  source: EthereumNodeSource,
  options: {
    unreachable?: UnreachableCluster[];
    signal?: AbortSignal;
    limits?: RoundLimits;
  } = {},
) =>
  readAll(nodes, {
    sources: new Map([[source.name, source]]),
    unreachable: options.unreachable ?? [],
    limits: options.limits ?? limits,
    signal: options.signal ?? new AbortController().signal,
  });

describe('readRound', () => {
  it('reads concurrently within the total limit and that of each cluster', async () => {
    const { source, most } = sourceThat(async () => down);
    const reads = await round(
      [...nodesOf('eu', 20), ...nodesOf('us', 20), ...nodesOf(undefined, 40)],
      source,
    );
    expect(reads).toHaveLength(80);
    expect(most.all).toBeLessThanOrEqual(10);
    expect(most.eu).toBeLessThanOrEqual(2);
    expect(most.none).toBeGreaterThan(2);
  });

  it('skips a cluster after ten consecutive unanswered reads, and reads the others', async () => {
    const { source, asked } = sourceThat(async id =>
      id.startsWith('eu') ? silence : down,
    );
    const reads = await round(
      [...nodesOf('eu', 50), ...nodesOf('us', 50)],
      source,
    );
    expect(asked.filter(id => id.startsWith('eu')).length).toBeLessThan(15);
    expect(asked.filter(id => id.startsWith('us'))).toHaveLength(50);
    const skipped = reads.filter(read => read.skipped);
    expect(skipped.length).toBeGreaterThan(35);
    expect(skipped[0]?.reading).toEqual({
      kind: 'failed',
      reason: '10 reads in a row brought no answer: no answer',
      answered: false,
    });
  });

  it('continues with a cluster in which some nodes answer', async () => {
    const { source, asked } = sourceThat(async id =>
      Number(id.split('-')[1]) % 3 ? silence : down,
    );
    await round(nodesOf('eu', 60), source);
    expect(asked).toHaveLength(60);
  });

  it('skips a cluster that was unreachable in discovery, with the reason', async () => {
    const { source, asked } = sourceThat(async () => down);
    const unreachable = [
      {
        source: 'test',
        name: 'eu',
        reason: asMessage('The cluster does not answer: connection refused'),
      },
    ];
    const [read] = await round(nodesOf('eu', 1), source, { unreachable });
    expect(asked).toEqual([]);
    expect(read).toMatchObject({
      skipped: true,
      reading: {
        kind: 'failed',
        reason: 'The cluster does not answer: connection refused',
      },
    });
  });

  it('starts no read after its budget', async () => {
    const { source } = sourceThat(async () => {
      await new Promise(resolve => {
        setTimeout(resolve, 30);
      });
      return down;
    });
    const reads = await round(nodesOf(undefined, 100), source, {
      limits: { ...limits, budgetMs: 50 },
    });
    expect(reads.length).toBeGreaterThan(0);
    expect(reads.length).toBeLessThan(100);
  });

  it('ignores failures during a shutdown', async () => {
    const controller = new AbortController();
    const { source } = sourceThat(async () => {
      controller.abort();
      return silence;
    });
    expect(
      await round(nodesOf(undefined, 5), source, { signal: controller.signal }),
    ).toEqual([]);
  });

  it.each([
    ['is late', 'timeout'],
    ['breaks off', 'network'],
  ] as const)(
    'retries a reachable node that %s, and not an unreachable one',
    async (_, reason) => {
      const late: NodeReading = {
        kind: 'sample',
        sample: {
          ...aFailedSample(),
          execution: { kind: 'failed', reason, detail: 'no answer' },
        },
      };
      const nodes = nodesOf(undefined, 2);
      const wasWell = itemAt(nodes, 0);
      const wasLate = itemAt(nodes, 1);
      const last = {
        recentSamples: [],
        failures: 1,
        nextPollAt: 0,
        expiresAt: 0,
      };
      wasLate.last = { ...last, verdict: aVerdict({ state: 'UNREACHABLE' }) };
      const { source, asked } = sourceThat(async id =>
        asked.filter(other => other === id).length > 1 ? down : late,
      );

      const reads = await round([wasWell, wasLate], source);

      expect(asked).toEqual([
        wasWell.node.id,
        wasLate.node.id,
        wasWell.node.id,
      ]);
      expect(reads.map(({ reading }) => reading.kind)).toEqual([
        'down',
        'sample',
      ]);
    },
  );

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['a reading of unknown kind', { kind: 'well' }],
    ['a sample without a client', { kind: 'sample', sample: { at: 1 } }],
    [
      'a head of no time',
      {
        kind: 'sample',
        sample: aSample(undefined, {
          head: { number: 1, hash: '0x', timestamp: 1e300 },
        }),
      },
    ],
    ['a status of nothing', { kind: 'status', status: null }],
  ])('returns a failed reading for %s', async (_, given) => {
    const { source } = sourceThat(async id =>
      id === 'eu-0' ? (given as NodeReading) : down,
    );
    const [read, other] = await round(nodesOf('eu', 2), source);
    expect(read?.reading).toMatchObject({
      kind: 'failed',
      reason: expect.stringMatching(
        /^What was read of the node cannot be used/,
      ),
      answered: true,
    });
    expect(other?.reading).toEqual(down);
  });

  it('returns a failed reading for a source that throws', async () => {
    const { source } = sourceThat(async () => {
      throw new Error('oh');
    });
    const [read] = await round(nodesOf(undefined, 1), source);
    expect(read?.reading).toEqual({
      kind: 'failed',
      reason: 'Node source test failed: Error: oh',
      answered: true,
    });
  });
});
