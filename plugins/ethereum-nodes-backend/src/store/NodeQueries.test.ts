import type { NodeQuery } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { FoundNode } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import type { NodeState } from '@nodeyard/ethereum';
import { databaseIds, testDatabases } from '../__testUtils__/databases';
import {
  aNode,
  aPolledNode,
  aSample,
  aVerdict,
  noon,
} from '../__testUtils__/builders';
import { FleetQueries } from './FleetQueries';
import { NodeInventory } from './NodeInventory';
import { NodeQueries } from './NodeQueries';
import { NodeStates } from './NodeStates';
import type { Visibility } from './visibility';

jest.setTimeout(180_000);

const fleet: Array<
  Partial<FoundNode> & { id: string; state: NodeState; head?: number }
> = [
  {
    id: 'static~alpha',
    name: 'alpha',
    state: 'SYNCED',
    head: 100,
    network: 'mainnet',
    executionClient: 'geth',
  },
  {
    id: 'eu~pay~beta',
    name: 'beta',
    state: 'STALLED',
    head: 50,
    cluster: 'eu',
    namespace: 'pay',
    executionClient: 'geth',
  },
  {
    id: 'eu~pay~gamma',
    name: 'gamma',
    state: 'SYNCED',
    head: 101,
    cluster: 'eu',
    namespace: 'pay',
    consensusClient: 'teku',
  },
  {
    id: 'us~pay~delta',
    name: 'delta',
    state: 'UNREACHABLE',
    cluster: 'us',
    namespace: 'pay',
    ownerRef: 'group:default/a',
  },
  {
    id: 'us~x~50%_off',
    name: '50%_off',
    state: 'WRONG_NETWORK',
    head: 7,
    cluster: 'us',
    namespace: 'x',
    entityRef: 'component:default/c',
  },
];

describe.each(databaseIds)('NodeQueries on %s', databaseId => {
  const databases = testDatabases();

  const open = async (now = noon) => {
    const knex = await databases.migrated(databaseId);
    const inventory = new NodeInventory(knex);
    for (const cluster of [undefined, 'eu', 'us']) {
      const nodes = fleet
        .filter(node => node.cluster === cluster)
        .map(({ state, head, ...node }) => aNode(node));
      const place = cluster === undefined ? { nodes } : { cluster, nodes };
      await inventory.savePlace(
        cluster ? 'kubernetes' : 'static',
        { status: 'ok', ...place },
        noon - 1000,
      );
    }
    await new NodeStates(knex).save(
      fleet.map(({ id, state, head }, index) =>
        aPolledNode({
          nodeId: id,
          verdict: aVerdict({
            state,
            ready: state === 'SYNCED',
            since: noon - index * 1000,
          }),
          sample: head
            ? aSample(noon, {
                head: { number: head, hash: '0x', timestamp: noon / 1000 - 5 },
              })
            : undefined,
        }),
      ),
    );
    const queries = new NodeQueries(knex, () => now);
    const names = async (query: NodeQuery) =>
      (await queries.list(query, 'all')).items.map(({ name }) => name);
    return { knex, queries, names };
  };

  it('lists the worst first, then by name', async () => {
    const { names } = await open();
    expect(await names({})).toEqual([
      '50%_off',
      'delta',
      'beta',
      'alpha',
      'gamma',
    ]);
  });

  it('orders by name, network, head and time in state, in both directions', async () => {
    const { names } = await open();
    expect(await names({ orderBy: 'name', order: 'desc' })).toEqual([
      'gamma',
      'delta',
      'beta',
      'alpha',
      '50%_off',
    ]);
    expect(await names({ orderBy: 'network' })).toEqual([
      'alpha',
      '50%_off',
      'beta',
      'delta',
      'gamma',
    ]);
    expect(await names({ orderBy: 'head', order: 'desc' })).toEqual([
      'gamma',
      'alpha',
      'beta',
      '50%_off',
      'delta',
    ]);
    expect(await names({ orderBy: 'since' })).toEqual([
      '50%_off',
      'delta',
      'gamma',
      'beta',
      'alpha',
    ]);
  });

  it('filters by each field, with any of several values', async () => {
    const { names } = await open();
    const sorted = (query: NodeQuery) => names({ ...query, orderBy: 'name' });
    expect(await sorted({ state: ['STALLED', 'UNREACHABLE'] })).toEqual([
      'beta',
      'delta',
    ]);
    expect(await sorted({ network: ['mainnet'] })).toEqual(['alpha']);
    expect(await sorted({ cluster: ['eu'], state: ['SYNCED'] })).toEqual([
      'gamma',
    ]);
    expect(await sorted({ owner: ['Group:Default/A'] })).toEqual(['delta']);
    expect(await sorted({ entityRef: ['component:default/c'] })).toEqual([
      '50%_off',
    ]);
    expect(await sorted({ client: ['teku'] })).toEqual(['gamma']);
    expect(await sorted({ client: ['nothing'] })).toEqual([]);
  });

  it('reads the client from its version if it is not configured', async () => {
    const { queries } = await open();
    expect(await queries.find('us~x~50%_off', 'all')).toMatchObject({
      executionClient: 'geth',
      executionVersion: 'Geth/v1.17.8-stable/linux-amd64/go1.26.8',
    });
  });

  it('returns the number of ready pods until the verdict expires', async () => {
    const { knex, queries } = await open();
    const pool = aNode({ id: 'eu~pay~rpc', cluster: 'eu', role: 'serve' });
    await new NodeInventory(knex).savePlace(
      'kubernetes',
      { status: 'ok', cluster: 'eu', nodes: [pool] },
      noon,
    );
    const states = new NodeStates(knex);
    const pods = { ready: 2, desired: 3 };
    await states.save([aPolledNode({ nodeId: pool.id, pods })]);

    expect(await queries.find(pool.id, 'all')).toMatchObject({
      role: 'serve',
      readyReplicas: 2,
      replicas: 3,
    });
    const known = await states.loadKnown();
    expect(known.find(({ node }) => node.id === pool.id)?.last?.pods).toEqual(
      pods,
    );
    const later = new NodeQueries(knex, () => noon + 3_600_000);
    const stale = await later.find(pool.id, 'all');
    expect(stale).toMatchObject({ state: 'UNKNOWN', replicas: 3 });
    expect(stale?.readyReplicas).toBeUndefined();
  });

  it('searches name, cluster and namespace, with literal wildcards', async () => {
    const { names } = await open();
    expect(await names({ q: 'ALPH' })).toEqual(['alpha']);
    expect(await names({ q: 'eu', orderBy: 'name' })).toEqual([
      'beta',
      'gamma',
    ]);
    expect(await names({ q: '%' })).toEqual(['50%_off']);
    expect(await names({ q: '_' })).toEqual(['50%_off']);
    expect(await names({ q: `'; drop table nodes` })).toEqual([]);
  });

  it.each(['severity', 'name', 'network', 'head', 'since'] as const)(
    'pages through a list ordered by %s without losing or repeating a node',
    async orderBy => {
      const { queries } = await open();
      for (const order of ['asc', 'desc'] as const) {
        const all = await queries.list({ orderBy, order }, 'all');
        const paged: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await queries.list(
            { orderBy, order, cursor, limit: 2 },
            'all',
          );
          expect(page.totalItems).toBe(fleet.length);
          paged.push(...page.items.map(({ id }) => id));
          cursor = page.nextCursor;
        } while (cursor);
        expect(paged).toEqual(all.items.map(({ id }) => id));
      }
    },
  );

  it('refuses invalid cursors', async () => {
    const { queries } = await open();
    const { nextCursor } = await queries.list(
      { orderBy: 'name', limit: 1 },
      'all',
    );
    await expect(
      queries.list({ orderBy: 'head', cursor: nextCursor }, 'all'),
    ).rejects.toThrow('cursor');
    await expect(queries.list({ cursor: 'rubbish' }, 'all')).rejects.toThrow(
      'cursor',
    );
  });

  it.each<[string, NodeQuery['orderBy'], unknown]>([
    ['a text where a number belongs', 'head', ['high', 'alpha', 'x']],
    ['a number that no column holds', 'head', [1e300, 'alpha', 'x']],
    [
      'a text of a number that is too large',
      'since',
      ['9'.repeat(30), 'a', 'b'],
    ],
    ['a fraction', 'since', [1.5, 'alpha', 'x']],
    ['a severity that there is not', 'severity', [3_000_000_000, 'a', 'b']],
    ['a number where a text belongs', 'name', [1, 2]],
    ['a text that databases do not hold', 'network', ['a\0b', 'a', 'b']],
    ['too few columns', 'name', ['alpha']],
    ['too many columns', 'name', ['alpha', 'beta', 'gamma']],
    ['no columns', 'name', { length: 2 }],
  ])('refuses a cursor with %s, naming it', async (_, orderBy, after) => {
    const { queries } = await open();
    const cursor = Buffer.from(
      JSON.stringify({ orderBy, order: 'asc', after }),
    ).toString('base64url');
    await expect(
      queries.list({ orderBy, cursor }, 'all'),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('cursor'),
    });
  });

  it('returns undefined for an ID with a NUL character', async () => {
    const { queries } = await open();
    expect(await queries.find('static~\0', 'all')).toBeUndefined();
  });

  it('returns visible nodes only, in lists and single queries', async () => {
    const { queries } = await open();
    const visibility: Visibility = {
      not: { field: 'cluster', values: ['us'] },
    };
    const { items, totalItems } = await queries.list(
      { orderBy: 'name' },
      visibility,
    );
    expect(items.map(({ name }) => name)).toEqual(['alpha', 'beta', 'gamma']);
    expect(totalItems).toBe(3);
    expect(await queries.find('us~pay~delta', visibility)).toBeUndefined();
  });

  it.each([true, false, undefined])(
    'returns finality %p until the verdict expires',
    async finalizing => {
      const { knex } = await open();
      const finality = { distanceEpochs: 9, finalizing, detail: 'epoch 4' };
      await new NodeStates(knex).save([
        aPolledNode({
          nodeId: 'static~alpha',
          verdict: aVerdict({ finality }),
        }),
      ]);
      const at = async (now: number) =>
        (await new NodeQueries(knex, () => now).find('static~alpha', 'all'))
          ?.finalizing;
      expect(await at(noon)).toBe(finalizing);
      expect(await at(noon + 3_600_000)).toBeUndefined();
    },
  );

  it('returns UNKNOWN and not ready after the verdict expires, even if polling has stopped', async () => {
    const { queries, knex } = await open(noon + 45_000);
    const node = await queries.find('static~alpha', 'all');
    expect(node).toMatchObject({
      state: 'UNKNOWN',
      ready: false,
      since: '2026-11-23T12:00:00.000Z',
      summary: 'No news of this node: it has not been polled in time',
    });
    expect(await queries.list({ state: ['SYNCED'] }, 'all')).toMatchObject({
      totalItems: 0,
    });
    expect(
      await new FleetQueries(knex, () => noon + 45_000).summary('all'),
    ).toMatchObject({
      ready: 0,
      byState: { UNKNOWN: fleet.length },
    });
    const { verdict } = await queries.findReport(node!);
    expect(verdict).toMatchObject({
      state: 'UNKNOWN',
      ready: false,
      reasons: [expect.any(String), 'The last verdict was SYNCED: In sync'],
    });
  });

  it('reads a report that a backend before 0.2 stored', async () => {
    const { queries, knex } = await open();
    const node = await queries.find('static~alpha', 'all');
    const row = await knex('node_reports').where({ node_id: node!.id }).first();
    const { forkReady, ...verdict } = JSON.parse(row.verdict);
    await knex('node_reports')
      .where({ node_id: node!.id })
      .update({
        verdict: JSON.stringify({ ...verdict, forkNotReady: forkReady }),
        sample: JSON.stringify({
          ...JSON.parse(row.sample),
          execution: { kind: 'failed', reason: 'garbage', detail: 'no JSON' },
        }),
      });
    expect(await queries.findReport(node!)).toMatchObject({
      verdict: { forkReady: !forkReady, forkNotReady: forkReady },
      sample: { execution: { reason: 'invalid-response' } },
    });
  });

  it('returns UNKNOWN for a verdict in the future, after the clock was set back', async () => {
    const back = (ms: number) => open(noon - ms);
    expect(
      await (await back(60_000)).queries.find('static~alpha', 'all'),
    ).toMatchObject({ state: 'SYNCED' });
    const { queries, knex } = await back(60_001);
    expect(await queries.find('static~alpha', 'all')).toMatchObject({
      state: 'UNKNOWN',
      ready: false,
      since: '2026-11-23T11:58:59.999Z',
    });
    expect(
      await new FleetQueries(knex, () => noon - 60_001).summary('all'),
    ).toMatchObject({ ready: 0, byState: { UNKNOWN: fleet.length } });
  });

  it('reports that a new node has not been polled yet', async () => {
    const knex = await databases.migrated(databaseId);
    await new NodeInventory(knex).savePlace(
      'static',
      { status: 'ok', nodes: [aNode({ id: 'static~new' })] },
      noon,
    );
    expect(
      await new NodeQueries(knex, () => noon + 1000).find('static~new', 'all'),
    ).toMatchObject({
      state: 'UNKNOWN',
      ready: false,
      since: '2026-11-23T12:00:00.000Z',
      summary: 'Not probed yet',
      forkReady: true,
    });
  });

  it('totals the fleet by state, network and client', async () => {
    const { knex } = await open();
    const summary = await new FleetQueries(knex, () => noon).summary('all');
    expect(summary).toMatchObject({
      total: 5,
      ready: 2,
      byState: { SYNCED: 2, STALLED: 1, UNREACHABLE: 1, WRONG_NETWORK: 1 },
      byNetwork: [
        {
          network: 'mainnet',
          total: 1,
          ready: 1,
          executionClients: { geth: 1 },
        },
        {
          network: 'sepolia',
          total: 4,
          ready: 1,
          executionClients: { geth: 3, unknown: 1 },
        },
      ],
    });
    expect(summary.clusters.map(({ name, nodes }) => [name, nodes])).toEqual([
      ['eu', 2],
      ['us', 2],
    ]);
  });
});
