/* eslint-disable @backstage/no-relative-monorepo-imports -- what all tests share is no package */
import { ensurePresent } from '../../../../tests/ensurePresent';
import { currentFacts } from '../facts';
import { aNode, aRequest } from '../testing/requests';
import { planRequest } from './plan';

const now = new Date('2026-11-23T12:00:00Z');

/** What is accepted, and why one might have doubted it. */
const accepted: [string, Record<string, unknown>][] = [
  ['the example of the README', {}],
  ['mainnet', { network: 'mainnet' }],
  ['hoodi', { network: 'hoodi', nodes: [aNode({ history: 'full' })] }],
  [
    'a devnet with Lodestar',
    {
      network: 'devnet',
      nodes: [aNode({ consensus: 'lodestar', history: undefined })],
    },
  ],
  [
    'two nodes and a pool on a devnet',
    {
      network: 'devnet',
      nodes: [
        { execution: 'geth', consensus: 'lodestar' },
        { execution: 'geth', consensus: 'lodestar' },
      ],
      serve: { min: 1, max: 2 },
    },
  ],
  [
    'Lodestar on a public network',
    { nodes: [aNode({ consensus: 'lodestar' })] },
  ],
  ...['nethermind', 'erigon', 'besu', 'reth'].flatMap(execution =>
    ['mainnet', 'sepolia', 'hoodi'].map(
      (network): [string, Record<string, unknown>] => [
        `${execution} on ${network}`,
        { network, nodes: [aNode({ execution, history: undefined })] },
      ],
    ),
  ),
  ...['teku', 'nimbus', 'prysm', 'grandine'].flatMap(consensus =>
    ensurePresent(currentFacts.consensusClients[consensus]).networks.map(
      (network): [string, Record<string, unknown>] => [
        `${consensus} on ${network}`,
        { network, nodes: [aNode({ consensus })] },
      ],
    ),
  ),
  [
    'Erigon alone, with the consensus client inside it',
    { nodes: [{ execution: 'erigon' }] },
  ],
  [
    'the last days of history, in Nethermind',
    { nodes: [aNode({ execution: 'nethermind', history: 'rolling' })] },
  ],
  [
    'the least history, in Besu',
    { nodes: [aNode({ execution: 'besu', history: 'aggressive' })] },
  ],
  [
    'five execution clients with different consensus clients',
    {
      network: 'mainnet',
      nodes: [
        aNode(),
        aNode({ execution: 'nethermind', consensus: 'teku' }),
        { execution: 'erigon' },
        { execution: 'besu', consensus: 'nimbus' },
        aNode({ execution: 'reth', consensus: 'prysm' }),
      ],
    },
  ],
  [
    'no history: the client has a usual mode',
    { nodes: [aNode({ history: undefined })] },
  ],
  ['all history', { nodes: [aNode({ history: 'full' })] }],
  ['history from the Merge on', { nodes: [aNode({ history: 'pre-merge' })] }],
  [
    'an archive with a size of its own',
    { nodes: [aNode({ history: 'archive', storage: { size: '20000Gi' } })] },
  ],
  ['a storage class', { nodes: [aNode({ storage: { className: 'fast' } })] }],
  [
    'a size and a storage class',
    { nodes: [aNode({ storage: { size: '900Gi', className: 'fast.v2' } })] },
  ],
  [
    'a volume of the least size',
    { network: 'mainnet', nodes: [aNode({ storage: { size: '580Gi' } })] },
  ],
  [
    'two nodes with different consensus clients',
    { nodes: [aNode(), aNode({ consensus: 'lodestar' })] },
  ],
  ['two nodes that are the same', { nodes: [aNode(), aNode()] }],
  ['twenty nodes', { nodes: Array.from({ length: 20 }, () => aNode()) }],
  ['a pool', { serve: { min: 2, max: 6 } }],
  ['a pool of one size', { serve: { min: 3, max: 3 } }],
  [
    'a pool of other clients than the nodes',
    { serve: { min: 2, max: 6, execution: 'reth', consensus: 'nimbus' } },
  ],
  [
    'a pool that brings its consensus client',
    { serve: { min: 2, max: 6, execution: 'erigon' } },
  ],
  [
    'a node that begins with a snapshot of others',
    {
      nodes: [aNode({ restore: 'latest' })],
      snapshots: { store: 's3://eth-snapshots/platform' },
    },
  ],
  [
    'snapshots of nodes, for the pool to begin with',
    {
      serve: { min: 2, max: 6, restore: 'latest' },
      snapshots: { schedule: '@daily', store: 's3://eth-snapshots/payments' },
    },
  ],
  ['a node that shall sync', { nodes: [aNode({ restore: 'none' })] }],
  ['one environment', { environments: ['production'] }],
  ['environments in another order', { environments: ['production', 'local'] }],
  ['a user as owner', { owner: 'user:default/ada' }],
  ['an owner without a namespace', { owner: 'group:payments' }],
  ['an owner in another namespace', { owner: 'group:acme/payments.core_1' }],
  ['a name of 40 characters', { name: 'a'.repeat(40) }],
  ['a name of one character', { name: 'a' }],
  ['a name that is a truth value in YAML 1.1', { name: 'yes' }],
  ['a name that is a number when not quoted', { name: '0123' }],
  ['a name that is nothing when not quoted', { name: 'null' }],
  ['a description with quotes', { description: `"It's" \`quoted\`` }],
  [
    'a description of several lines',
    { description: 'First\n\n  second\n---\nthird' },
  ],
  [
    'a description with a Helm template',
    { description: '{{ .Values.secret }}{{- end }}' },
  ],
  [
    'a description with a GitHub expression',
    { description: '${{ secrets.TOKEN }}' },
  ],
  ['a description with a Nunjucks block', { description: '{% raw %}{# #}' }],
  [
    'a description in another script, with emoji',
    { description: 'Nœuds für 支払い 👩‍💻 🚀' },
  ],
  ['a description that is a path', { description: '../../etc/passwd' }],
  ['a repository on GitHub', { repository: 'github.com/acme/payments-eth' }],
  [
    'a repository in a subgroup on a port',
    { repository: 'gitlab.acme.dev:8443/chain/teams/payments-eth' },
  ],
];

describe('an accepted request', () => {
  it.each(accepted)('%s', (_, changes) => {
    expect(planRequest(aRequest(changes), { now })).toMatchObject({ ok: true });
  });
});

describe('a plan', () => {
  function planOf(changes: Record<string, unknown>, at = now) {
    const result = planRequest(aRequest(changes), { now: at });
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    return result.plan;
  }

  it('names nodes after their execution client and counts them', () => {
    expect(
      planOf({ nodes: [aNode(), aNode({ consensus: 'lodestar' })] }).nodes.map(
        node => node.component,
      ),
    ).toEqual(['payments-eth-geth-0', 'payments-eth-geth-1']);
  });

  it('writes the owner out in full', () => {
    expect(planOf({ owner: 'user:ada' }).request.owner).toBe(
      'user:default/ada',
    );
  });

  it('has no volume unless the request sets one', () => {
    expect(planOf({ nodes: [aNode({ storage: {} })] }).request.nodes).toEqual([
      aNode(),
    ]);
  });

  it('sizes a node for both of its clients', () => {
    expect(planOf({ network: 'mainnet' })).toMatchObject({
      nodes: [{ history: 'pre-prague', storageGi: 950, memoryGi: 22 }],
      totals: { nodes: 1, storageGi: 950, memoryGi: 22 },
    });
  });

  it('uses the requested size', () => {
    expect(
      planOf({
        network: 'mainnet',
        nodes: [aNode({ storage: { size: '3000Gi' } })],
      }).totals.storageGi,
    ).toBe(3100);
  });

  it("uses the client's first history mode that the network supports", () => {
    expect(
      planOf({ nodes: [aNode({ history: undefined })] }).nodes[0].history,
    ).toBe('full');
  });

  it('has a pool with the clients of the first node', () => {
    const storage = { size: '900Gi', className: 'fast' };
    const plan = planOf({
      nodes: [aNode({ storage }), aNode({ execution: 'nethermind' })],
      serve: { min: 2, max: 6 },
    });
    expect(plan.pool).toMatchObject({
      name: 'rpc',
      component: 'payments-eth-rpc',
      execution: 'geth',
      consensus: 'lighthouse',
      history: 'pre-prague',
      storage,
      min: 2,
      max: 6,
    });
  });

  it('inherits only the consensus client of the first node in a pool of another client', () => {
    const pool = (serve: Record<string, unknown>) =>
      planOf({
        nodes: [aNode({ storage: { size: '900Gi' } })],
        serve: { min: 2, max: 6, ...serve },
      }).pool;
    expect(pool({ execution: 'besu' })).toMatchObject({
      consensus: 'lighthouse',
      history: 'pre-merge',
      executionGi: 700,
    });
    expect(pool({ execution: 'erigon' })?.consensus).toBeUndefined();
    expect(pool({ history: 'full' })).toMatchObject({
      execution: 'geth',
      executionGi: 700,
    });
  });

  it('starts a pool from the snapshot of the first node, if client and history are the same', () => {
    const snapshots = { store: 's3://eth-snapshots/platform' };
    const nodes = [aNode({ restore: 'latest' })];
    const restoreOf = (serve: Record<string, unknown>) =>
      planOf({ nodes, snapshots, serve: { min: 2, max: 6, ...serve } }).pool
        ?.restore;
    expect(restoreOf({})).toBe('latest');
    expect(restoreOf({ execution: 'besu' })).toBeUndefined();
    expect(restoreOf({ history: 'full' })).toBeUndefined();
    expect(restoreOf({ restore: 'none' })).toBeUndefined();
    expect(restoreOf({ execution: 'besu', restore: 'latest' })).toBe('latest');
  });

  it('sizes an environment with the maximum of the pool', () => {
    expect(
      planOf({ network: 'mainnet', serve: { min: 2, max: 6 } }).totals,
    ).toEqual({ nodes: 7, storageGi: 7 * 950, memoryGi: 7 * 22 });
  });

  it('has genesis and validators on a devnet only', () => {
    expect(
      planOf({
        network: 'devnet',
        nodes: [{ execution: 'geth', consensus: 'lodestar' }],
      }).devnet,
    ).toEqual({
      genesisConfigMap: 'devnet-genesis',
      interopValidators: '0..15',
    });
    expect(planOf({}).devnet).toBeUndefined();
  });
});
