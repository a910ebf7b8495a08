import { aNode, aSample, noon } from './__testUtils__/builders';
import { knownNetworks, networkTable } from './networkTable';
import { conclude } from './polling/conclude';

const anvil = { name: 'anvil', chainId: 31_337, secondsPerSlot: 1 };

const judged = (networkNamed: typeof knownNetworks, chainId: number) =>
  conclude({
    known: {
      source: 'static',
      node: aNode({ id: 'static~local', network: 'anvil' }),
    },
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
    skipped: false,
    others: undefined,
    networkNamed,
    now: noon,
    pollMs: 15_000,
    random: 0,
  }).verdict;

describe('a private network', () => {
  it('is told by its chain ID alone', () => {
    const table = networkTable([anvil]);
    expect(judged(table, 31_337).state).toBe('SYNCED');
    expect(judged(table, 1_337)).toMatchObject({
      state: 'WRONG_NETWORK',
      reasons: ['execution client is on chain 1337, anvil is chain 31337'],
    });
  });

  it('has no remark on the age of its data', () => {
    expect(judged(networkTable([anvil]), 31_337).reasons.join()).not.toMatch(
      /checked/,
    );
  });

  it('is not known unless it is named', () => {
    expect(judged(knownNetworks, 31_337)).toMatchObject({
      state: 'UNKNOWN',
      summary: expect.stringContaining('"anvil" is not known here'),
    });
    expect(networkTable([anvil])('mainnet')?.chainId).toBe(1);
  });
});
