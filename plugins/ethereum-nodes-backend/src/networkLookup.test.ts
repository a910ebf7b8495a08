import {
  aFailedSample,
  aNode,
  aPolledNode,
  aSample,
  noon,
} from './__testUtils__/builders';
import { findBuiltInNetwork, createNetworkLookup } from './networkLookup';
import { evaluateReading } from './polling/evaluateReading';
import { NetworkHeads } from './polling/networkHeads';
import type { NodeRead } from './polling/readRound';
import type { KnownNode } from './store/KnownNode';

const anvil = { name: 'anvil', chainId: 31_337, secondsPerSlot: 1 };

function collectNetworkHeads(reads: Array<Omit<NodeRead, 'skipped'>>) {
  const heads = new NetworkHeads(30_000);
  heads.add(reads, noon);
  return heads.others(noon);
}

const input = (known: KnownNode) => ({
  known,
  skipped: false,
  others: undefined,
  now: noon,
  pollMs: 15_000,
  random: 0,
});

const concluded = (
  findNetwork: typeof findBuiltInNetwork,
  chainId: number,
  network: string,
) =>
  evaluateReading({
    ...input({
      source: 'static',
      node: aNode({ id: 'static~local', network }),
    }),
    findNetwork,
    reading: {
      kind: 'sample',
      sample: aSample(noon, {
        chainId,
        head: {
          number: 7,
          hash: `0x${'ab'.repeat(32)}`,
          timestamp: noon / 1000 - 2,
        },
      }),
    },
  });

const judged = (findNetwork: typeof findBuiltInNetwork, chainId: number) =>
  concluded(findNetwork, chainId, 'anvil').verdict;

describe('a private network', () => {
  it('is identified by its chain ID alone', () => {
    const table = createNetworkLookup([anvil]);
    expect(judged(table, 31_337).state).toBe('SYNCED');
    expect(judged(table, 1_337)).toMatchObject({
      state: 'WRONG_NETWORK',
      reasons: ['execution client is on chain 1337, anvil is chain 31337'],
    });
  });

  it('has no reason about outdated data', () => {
    expect(
      judged(createNetworkLookup([anvil]), 31_337).reasons.join(),
    ).not.toMatch(/checked/);
  });

  it('is unknown without configuration', () => {
    expect(judged(findBuiltInNetwork, 31_337)).toMatchObject({
      state: 'UNKNOWN',
      summary: expect.stringContaining('"anvil" is not known here'),
    });
    expect(createNetworkLookup([anvil])('mainnet')?.chainId).toBe(1);
  });
});

describe('a node without a configured network', () => {
  const polledOn = (chainId: number) =>
    concluded(createNetworkLookup([anvil]), chainId, 'unknown');

  it('is judged and listed on the network of the chain that it reports', () => {
    expect(polledOn(11_155_111)).toMatchObject({ reportedNetwork: 'sepolia' });
    expect(polledOn(31_337)).toMatchObject({
      reportedNetwork: 'anvil',
      verdict: { state: 'SYNCED' },
    });
  });

  it('is listed with its chain ID if no network has that', () => {
    expect(polledOn(5)).toMatchObject({
      reportedNetwork: 'chain-5',
      verdict: {
        state: 'UNKNOWN',
        summary: expect.stringMatching(
          /on chain-5, .* in ethereumNodes\.networks$/,
        ),
      },
    });
  });

  it('keeps the reported network while it does not answer', () => {
    const known = {
      source: 'annotation',
      node: aNode({ id: 'entity~component~default~a', network: 'unknown' }),
      last: {
        ...aPolledNode({ nodeId: 'entity~component~default~a' }),
        reportedNetwork: 'sepolia',
      },
    };
    const { reportedNetwork, verdict } = evaluateReading({
      ...input(known),
      reading: { kind: 'sample', sample: aFailedSample() },
    });
    expect([reportedNetwork, verdict.state]).toEqual([
      'sepolia',
      'UNREACHABLE',
    ]);
  });

  it('is UNREACHABLE if it has never reported a chain', () => {
    const node = aNode({ id: 'a', network: 'unknown' });
    const { reportedNetwork, verdict } = evaluateReading({
      ...input({ source: 'annotation', node }),
      reading: { kind: 'sample', sample: aFailedSample() },
    });
    expect([reportedNetwork, verdict.state]).toEqual([
      undefined,
      'UNREACHABLE',
    ]);
  });

  it('counts as a node of the network that it reports', () => {
    const known = (id: string, network: string) => ({
      source: 'static',
      node: aNode({ id, network }),
    });
    const reading = { kind: 'sample' as const, sample: aSample() };
    const [a, b] = [known('a', 'unknown'), known('b', 'sepolia')];
    const others = collectNetworkHeads([
      { known: a, reading },
      { known: b, reading },
    ]);
    expect(others(a)).toEqual({
      count: 1,
      newestHeadTimestamp: noon / 1000 - 5,
    });
    expect(others(b)).toEqual(others(a));
  });

  it('is judged by the other nodes but is no evidence for them if an entity declares it', () => {
    const reading = { kind: 'sample' as const, sample: aSample() };
    const declared = {
      source: 'annotation',
      node: aNode({ id: 'entity~component~default~a', network: 'unknown' }),
    };
    const listed = { source: 'static', node: aNode({ id: 'static~b' }) };
    const others = collectNetworkHeads([
      { known: declared, reading },
      { known: listed, reading },
    ]);
    expect(others(declared)?.count).toBe(1);
    expect(others(listed)).toBeUndefined();
  });
});
