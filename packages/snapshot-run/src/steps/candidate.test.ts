import type { TestNode, Scenario } from '../testing/testNode';
import { createTestNode, objectPaths } from '../testing/testNode';
import { disqualification } from './candidate';

const someNetwork = {
  name: 'devnet',
  title: 'Devnet',
  kind: 'devnet',
  chainId: 7332,
  secondsPerSlot: 6,
  slotsPerEpoch: 8,
  forks: [],
  checkpointSync: [],
  checkedAt: '2026-11-23',
  source: [],
};

function secondsFromNow(hours: number): number {
  return Math.floor(Date.now() / 1_000) + hours * 3_600 - 1;
}

describe('a node', () => {
  const nodes: TestNode[] = [];
  afterEach(() => nodes.splice(0).forEach(node => node.stop()));

  async function reason(
    config: object = {},
    change: (node: TestNode) => void = () => {},
    scenario: Scenario = {},
  ): Promise<string | undefined> {
    const node = await createTestNode(scenario);
    nodes.push(node);
    change(node);
    const { signal } = new AbortController();
    const ctx = { now: Date.now, fetch, signal, log: () => {}, pollMs: 5 };
    return disqualification(node.config(config), node.cluster, ctx);
  }

  const forks = (hours: number) => ({
    network: {
      ...someNetwork,
      forks: [{ name: 'Glamsterdam', time: secondsFromNow(hours) }],
    },
  });
  const others = (healthy: number) => (node: TestNode) =>
    node.api.put(objectPaths.budget, {
      status: { currentHealthy: healthy },
    });
  const minReady = { minReady: 1, disruptionBudget: 'devnet-nodes' };

  it('that is in sync and the only one may be stopped if the configuration allows it', async () => {
    expect(await reason()).toBeUndefined();
  });

  it('is needed around a fork, before and after', async () => {
    expect(await reason(forks(47))).toContain('Glamsterdam is 47 h away');
    expect(await reason(forks(-1))).toContain('Glamsterdam was 1 h ago');
    expect(await reason(forks(49))).toBeUndefined();
  });

  it('is needed while too few others are ready', async () => {
    expect(await reason(minReady, others(1))).toContain('0 other nodes');
    expect(await reason(minReady, others(2))).toBeUndefined();
    expect(await reason(minReady)).toContain('fewer than minReady 1');
  });

  it('is no candidate during a rollout, or if it was stopped by hand', async () => {
    const rolled = (node: TestNode) =>
      node.api.put(objectPaths.statefulSet, {
        status: { updateRevision: 'geth-0-next' },
      });
    const stopped = (node: TestNode) =>
      node.api.put(objectPaths.statefulSet, { spec: { replicas: 0 } });
    expect(await reason({}, rolled)).toContain('is being rolled out');
    expect(await reason({}, stopped)).toContain('scaled to 0');
  });

  it('must have been in sync for a while', async () => {
    expect(await reason({ syncedMinutes: 10 })).toContain(
      'SYNCED for 1 minutes, less than syncedMinutes 10',
    );
    expect(await reason({}, undefined, { state: 'SYNCING' })).toContain(
      'the node is SYNCING',
    );
  });

  it('whose sidecar does not answer is no candidate', async () => {
    const statusUrl = 'http://127.0.0.1:1/status';
    expect(await reason({ statusUrl })).toContain('the sidecar has no status');
  });
});
