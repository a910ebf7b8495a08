/* eslint-disable @backstage/no-relative-monorepo-imports -- what all tests share is no package */
import { ensurePresent } from '../../../../tests/ensurePresent';
import { currentFacts } from '../facts';
import type { Facts } from '../facts';
import { aNode, aRequest } from '../testing/requests';
import { planRequest } from './plan';

const mainnet = ensurePresent(currentFacts.networks.mainnet);
const geth = ensurePresent(currentFacts.executionClients.geth);
const lighthouse = ensurePresent(currentFacts.consensusClients.lighthouse);
const nethermind = ensurePresent(currentFacts.executionClients.nethermind);

const checked = new Date(`${mainnet.checkedAt}T12:00:00Z`);

function warningsOf(
  changes: Record<string, unknown>,
  now = checked,
  facts: Facts = currentFacts,
) {
  const result = planRequest(aRequest({ network: 'mainnet', ...changes }), {
    now,
    facts,
  });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.plan.warnings.map(({ path, reason }) => `${path}: ${reason}`);
}

function after(days: number): Date {
  return new Date(checked.getTime() + days * 86_400_000);
}

/** Mainnet with one fork, 20 days after its facts were checked. */
const withFork: Facts = {
  ...currentFacts,
  networks: {
    ...currentFacts.networks,
    mainnet: {
      ...mainnet,
      forks: [{ name: 'future', time: after(20).getTime() / 1000 }],
    },
  },
};

describe('a warning', () => {
  it('is absent for a node without problems', () => {
    expect(warningsOf({})).toEqual([]);
  });

  it('reports that most nodes run one client', () => {
    const nodes = [aNode(), aNode(), aNode({ consensus: 'lodestar' })];
    expect(warningsOf({ nodes })).toEqual([
      'nodes: 3 of 3 nodes run geth: one fault in it stops them all',
      'nodes: 2 of 3 nodes run lighthouse: one fault in it stops them all',
    ]);
  });

  it('reports that a volume leaves little room', () => {
    expect(
      warningsOf({ nodes: [aNode({ storage: { size: '600Gi' } })] }),
    ).toEqual([
      'nodes[0].storage.size: 600Gi leaves little room to grow: 850Gi are suggested',
    ]);
  });

  it('reports a fork that is near, and none that is far or past', () => {
    expect(warningsOf({}, after(0), withFork)).toEqual([
      `network: ${mainnet.title} changes its rules (future) in 20 days`,
    ]);
    expect(warningsOf({}, after(-20), withFork)).toEqual([]);
    expect(warningsOf({}, after(21), withFork)).toEqual([]);
  });

  it('reports that facts are older than 30 days', () => {
    const { checkedAt } = mainnet;
    const facts = {
      ...currentFacts,
      executionClients: { geth: { ...geth, checkedAt } },
      consensusClients: { lighthouse: { ...lighthouse, checkedAt } },
    };
    expect(warningsOf({}, after(30), facts)).toEqual([]);
    expect(warningsOf({}, after(31), facts)).toEqual([
      expect.stringMatching(
        /^: what is known about mainnet was checked 31 days ago/,
      ),
      expect.stringMatching(/about geth/),
      expect.stringMatching(/about lighthouse/),
    ]);
  });

  it('reports that a pool of one pod is unavailable at times', () => {
    expect(warningsOf({ serve: { min: 1, max: 3 } })).toEqual([
      'serve.min: a pool of one node is unavailable while that node moves to another machine',
    ]);
    expect(warningsOf({ serve: { min: 2, max: 3 } })).toEqual([]);
    expect(
      warningsOf({ serve: { min: 1, max: 3 }, environments: ['staging'] }),
    ).toEqual([]);
  });

  it('reports only the requests of a pool itself', () => {
    const nodes = [aNode({ storage: { size: '600Gi' } })];
    expect(warningsOf({ nodes, serve: { min: 2, max: 3 } })).toHaveLength(1);
    const serve = { min: 2, max: 3, storage: { size: '600Gi' } };
    expect(warningsOf({ serve })).toEqual([
      'serve.storage.size: 600Gi leaves little room to grow: 850Gi are suggested',
    ]);
  });

  it('reports that a node that starts from a snapshot waits for one', () => {
    const nodes = [aNode({ restore: 'latest' })];
    const store = 's3://eth-snapshots/p';
    const serve = { min: 2, max: 3 };
    expect(warningsOf({ nodes, serve, snapshots: { store } })).toEqual([
      'nodes[0].restore: geth-0 waits until s3://eth-snapshots/p has a verified snapshot of geth on mainnet with history pre-prague',
    ]);
    expect(
      warningsOf({
        nodes: [aNode()],
        serve: { ...serve, restore: 'latest' },
        snapshots: { store, schedule: '@daily' },
        environments: ['staging', 'production'],
      }),
    ).toEqual([
      'serve.restore: rpc waits until s3://eth-snapshots/p/staging and s3://eth-snapshots/p/production has a verified snapshot of geth on mainnet with history pre-prague',
    ]);
  });

  it('reports that the only node is down during its snapshot', () => {
    const snapshots = { schedule: '@daily', store: 's3://eth-snapshots/p' };
    expect(warningsOf({ snapshots })).toEqual([
      'snapshots: the only node is unavailable while it is stopped for its snapshot',
    ]);
    expect(
      warningsOf({
        snapshots: { store: snapshots.store },
        nodes: [aNode({ restore: 'latest' })],
      }),
    ).not.toContainEqual(expect.stringMatching(/^snapshots:/));
    expect(warningsOf({ snapshots, environments: ['staging'] })).toEqual([]);
    expect(warningsOf({ snapshots, serve: { min: 2, max: 3 } })).toEqual([]);
  });

  it('is present if nodes behind one gateway keep different histories', () => {
    const prePrague = aNode();
    const words =
      "nodes: the nodes keep different histories (pre-prague, full): a gateway over them has only those that keep the most for questions about old blocks, and callers of a node's own Service get what that node keeps";
    const nodes = [prePrague, aNode({ history: 'full' })];
    expect(warningsOf({ nodes })).toContain(words);
    expect(warningsOf({ nodes, serve: { min: 2, max: 3 } })).not.toContain(
      words,
    );
    expect(warningsOf({ nodes: [prePrague, aNode()] }).join()).not.toMatch(
      /different histories/,
    );
  });

  it('treats the least histories of two clients as different', () => {
    const rolling = (execution: string) =>
      aNode({ execution, history: 'rolling' });
    expect(
      warningsOf({ nodes: [rolling('besu'), rolling('reth')] }).join(),
    ).toMatch(/different histories \(rolling of besu, rolling of reth\)/);
    expect(
      warningsOf({ nodes: [rolling('besu'), rolling('besu')] }).join(),
    ).not.toMatch(/different histories/);
  });

  it('reports that snapshots of two histories of a client share one prefix', () => {
    const snapshots = { schedule: '@daily', store: 's3://eth-snapshots/p' };
    const nodes = [aNode(), aNode({ history: 'full' })];
    const words =
      'snapshots: snapshots of geth with histories pre-prague and full share one place, and latest is the newest of them, whichever it is of';
    expect(warningsOf({ snapshots, nodes })).toContain(words);
    expect(warningsOf({ nodes })).not.toContain(words);
    expect(
      warningsOf({ snapshots, nodes: [aNode(), aNode()] }),
    ).not.toContainEqual(expect.stringContaining('share one place'));
  });

  it('reports the requirements of a devnet', () => {
    const nodes = [aNode({ consensus: 'lodestar', history: 'full' })];
    expect(warningsOf({ network: 'devnet', nodes })).toEqual([
      expect.stringMatching(/^network: a devnet begins where it is deployed/),
      'environments: a devnet is lost with its volume',
    ]);
  });
});

describe('a capability', () => {
  it('is the only condition between a request and its plan', () => {
    const request = aRequest({
      snapshots: {
        schedule: '0 3 * * *',
        store: 's3://eth-snapshots/payments',
      },
    });
    const features = {
      ...currentFacts.features,
      snapshots: { chart: true },
    } as const;
    expect(
      planRequest(request, {
        now: checked,
        facts: { ...currentFacts, features },
      }),
    ).toMatchObject({ ok: true });
  });

  it('reports what is not supported, and the reason', () => {
    const devnetPeers = { chart: false, reason: 'they hide' } as const;
    const facts = {
      ...currentFacts,
      features: { ...currentFacts.features, devnetPeers },
    };
    const nodes = [
      aNode({ consensus: 'lodestar', history: 'full' }),
      aNode({ consensus: 'lodestar', history: 'full' }),
    ];
    const serve = { min: 1, max: 2 };
    const request = aRequest({ network: 'devnet', nodes, serve });
    expect(planRequest(request, { now: checked, facts })).toMatchObject({
      ok: false,
      problems: [
        {
          path: 'nodes[1]',
          reason: 'cannot be deployed: they hide',
          fix: 'Ask for one node on devnet.',
        },
        { path: 'serve', fix: 'Remove serve.' },
      ],
    });
  });

  it('of a client excludes releases that must not run on the network', () => {
    const facts = {
      ...currentFacts,
      executionClients: {
        geth: { ...geth, image: { ...geth.image, tag: 'v1.17.5' } },
      },
    };
    expect(
      planRequest(aRequest({ network: 'sepolia' }), { now: checked, facts }),
    ).toMatchObject({
      ok: false,
      problems: [
        {
          path: 'nodes[0].execution',
          value: 'geth',
          reason: `would run v1.17.5 on sepolia, which is from before ${geth.minimumTags?.sepolia}, the oldest release known to follow sepolia`,
        },
      ],
    });
    expect(
      planRequest(aRequest({ network: 'mainnet' }), { now: checked, facts }),
    ).toMatchObject({ ok: true });
  });

  it('of a client comes from its data file', () => {
    const undeployable = {
      ...nethermind,
      deployable: { chart: false, reason: 'it is out of date' },
    } as const;
    const facts = {
      ...currentFacts,
      executionClients: {
        ...currentFacts.executionClients,
        nethermind: undeployable,
      },
    };
    const request = aRequest({
      network: 'mainnet',
      nodes: [aNode({ execution: 'nethermind' })],
    });
    expect(planRequest(request, { now: checked })).toMatchObject({ ok: true });
    expect(planRequest(request, { now: checked, facts })).toMatchObject({
      ok: false,
      problems: [
        {
          path: 'nodes[0].execution',
          reason: 'cannot be deployed: it is out of date',
          fix: 'Use besu, erigon, geth or reth.',
        },
      ],
    });
  });
});
