import type { EthereumNode } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { executionClients, nodeStates } from '@nodeyard/ethereum';
import { factSchema } from './factSchema';
import { computeFacts } from './computeFacts';

const now = new Date('2026-11-30T12:00:00Z');

function aNode(overrides: Partial<EthereumNode> = {}): EthereumNode {
  return {
    id: 'staging~payments~geth',
    source: 'kubernetes',
    name: 'geth',
    network: 'sepolia',
    executionClient: 'geth',
    executionVersion: 'Geth/v1.17.10-stable-4a5c7b2/linux-amd64/go1.26.8',
    consensusClient: 'none',
    state: 'SYNCED',
    ready: true,
    since: '2026-11-30T11:00:00Z',
    summary: 'In sync',
    forkReady: true,
    finalizing: true,
    lastSeen: '2026-11-30T11:59:50Z',
    ...overrides,
  };
}
const factsOfOne = (overrides: Partial<EthereumNode> = {}) =>
  computeFacts([aNode(overrides)], now);

describe('computeFacts', () => {
  it('returns every fact of a fully known node', () => {
    const facts = factsOfOne({
      snapshots: {
        status: 'verified',
        blockTime: '2026-11-29T00:00:00Z',
        storeFailing: false,
      },
    });
    expect(facts).toEqual({
      nodes: 1,
      inSync: true,
      ready: true,
      worstState: 'SYNCED',
      forkReady: true,
      finalizing: true,
      snapshotVerified: true,
      snapshotAgeDays: 1.5,
      snapshotCurrent: true,
      clientVersions: ['geth v1.17.10'],
      clientsSupported: true,
      clientsOutdatedDays: 0,
    });
    expect(Object.keys(facts)).toEqual(Object.keys(factSchema));
  });

  it('returns the facts of the worst node', () => {
    expect(
      computeFacts(
        [
          aNode({ finalizing: undefined, forkReady: false }),
          aNode({ state: 'STALLED', ready: false, finalizing: false }),
        ],
        now,
      ),
    ).toMatchObject({
      nodes: 2,
      inSync: false,
      ready: false,
      worstState: 'STALLED',
      forkReady: false,
      finalizing: false,
    });
  });

  it('returns only the number of nodes before there is one', () => {
    expect(computeFacts([], now)).toEqual({ nodes: 0 });
  });

  it('omits unknown facts, so that no check fails for them', () => {
    expect(
      factsOfOne({
        state: 'UNKNOWN',
        ready: false,
        executionVersion: undefined,
        finalizing: undefined,
        lastSeen: undefined,
      }),
    ).toEqual({
      nodes: 1,
      ready: false,
      worstState: 'UNKNOWN',
      clientVersions: ['geth'],
    });
  });

  it.each(nodeStates.map(state => [state]))(
    'say of %s whether that is in sync, unless it is not the fault of the node',
    state => {
      const unclear = ['NETWORK_STALL', 'UNKNOWN', 'MAINTENANCE'];
      expect(factsOfOne({ state }).inSync).toBe(
        unclear.includes(state)
          ? undefined
          : ['SYNCED', 'INDEXING'].includes(state),
      );
    },
  );
});

describe('facts of snapshots', () => {
  const withSnapshots = (
    ...all: Array<NonNullable<EthereumNode['snapshots']>>
  ) =>
    computeFacts(
      all.map(snapshots => aNode({ snapshots })),
      now,
    );

  it.each([
    ['failing', false],
    ['unverified', false],
    ['none', false],
    ['unknown', undefined],
  ] as const)('call one that is %s verified: %s', (status, expected) => {
    expect(
      withSnapshots({ status, storeFailing: false }).snapshotVerified,
    ).toBe(expected);
  });

  it('have the oldest age of all nodes, and none while one node has none', () => {
    const old = {
      status: 'verified',
      blockTime: '2026-11-20T12:00:00Z',
      storeFailing: false,
    } as const;
    const fresh = { ...old, blockTime: '2026-11-30T00:00:00Z' };
    const none = { status: 'none', storeFailing: false } as const;
    expect(withSnapshots(fresh, old).snapshotAgeDays).toBe(10);
    expect(withSnapshots(fresh, none)).not.toHaveProperty('snapshotAgeDays');
  });

  it('follow the schedule of the snapshots, or the default without one', () => {
    const days = (age: number, staleAfterSeconds?: number) => ({
      status: 'verified' as const,
      blockTime: new Date(now.getTime() - age * 86_400_000).toISOString(),
      staleAfterSeconds,
      storeFailing: false,
    });
    const DAY = 86_400;
    expect(withSnapshots(days(3, 4 * DAY)).snapshotCurrent).toBe(true);
    expect(
      withSnapshots(days(3, 4 * DAY), days(3, 2 * DAY)).snapshotCurrent,
    ).toBe(false);
    expect(withSnapshots(days(20, 40 * DAY)).snapshotCurrent).toBe(true);
    expect(withSnapshots(days(7)).snapshotCurrent).toBe(true);
    expect(withSnapshots(days(9)).snapshotCurrent).toBe(false);
    const none = { status: 'none', storeFailing: false } as const;
    expect(withSnapshots(none)).not.toHaveProperty('snapshotCurrent');
  });

  it('are absent without a configured store', () => {
    const facts = factsOfOne();
    expect(facts).not.toHaveProperty('snapshotVerified');
    expect(facts).not.toHaveProperty('snapshotAgeDays');
    expect(facts).not.toHaveProperty('snapshotCurrent');
  });
});

describe('facts of clients', () => {
  it('report a release as unsupported if it does not follow its network', () => {
    const oldest = executionClients.geth.minimumTags?.sepolia;
    expect(oldest).toBe('v1.17.6');
    const facts = factsOfOne({ executionVersion: 'Geth/v1.17.5-stable' });
    expect(facts).toMatchObject({
      clientVersions: ['geth v1.17.5'],
      clientsSupported: false,
    });
    expect(
      factsOfOne({
        network: 'hoodi',
        executionVersion: 'Geth/v1.17.5-stable',
      }).clientsSupported,
    ).toBe(true);
  });

  it('count the days since the newer release', () => {
    const { tag, releasedAt } = executionClients.geth.image;
    expect([tag, releasedAt]).toEqual(['v1.17.10', '2026-10-23']);
    const days = (executionVersion: string) =>
      factsOfOne({ executionVersion }).clientsOutdatedDays;
    expect(days('Geth/v1.17.9-stable')).toBe(38);
    expect(days('Geth/v1.17.10-rc.1-unstable')).toBe(38);
    expect(days('Geth/v1.17.11-unstable')).toBe(0);
  });

  it('include the consensus client', () => {
    expect(
      factsOfOne({
        consensusClient: 'lighthouse',
        consensusVersion: 'Lighthouse/v7.0.0-ced49dd/x86_64-linux',
      }),
    ).toMatchObject({
      clientVersions: ['geth v1.17.10', 'lighthouse v7.0.0'],
      clientsSupported: false,
    });
  });

  it.each(['anvil', 'constructor', '__proto__'])(
    'are absent for the releases of %s',
    executionClient => {
      const facts = factsOfOne({
        executionClient,
        executionVersion: `${executionClient}/v1.7.1`,
      });
      expect(facts).not.toHaveProperty('clientsSupported');
      expect(facts).not.toHaveProperty('clientsOutdatedDays');
    },
  );

  it.each([
    'v1.17.10',
    'Geth/stable',
    `Geth/v${'9'.repeat(4000)}.1.1`,
    '',
    'Geth/v1.17',
  ])('do not read a release out of "%.20s"', executionVersion => {
    const facts = factsOfOne({ executionVersion });
    expect(facts.clientVersions).toEqual(['geth']);
    expect(facts).not.toHaveProperty('clientsSupported');
  });
});
