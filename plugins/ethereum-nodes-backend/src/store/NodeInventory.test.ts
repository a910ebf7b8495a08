import type { NodeInventoryChange } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { databaseIds, testDatabases } from '../__testUtils__/databases';
import { aNode, aPolledNode, noon } from '../__testUtils__/builders';
import { Clusters } from './Clusters';
import { FleetQueries } from './FleetQueries';
import { NodeInventory } from './NodeInventory';
import { NodeQueries } from './NodeQueries';
import { NodeStates } from './NodeStates';

jest.setTimeout(180_000);

describe.each(databaseIds)('NodeInventory on %s', databaseId => {
  const databases = testDatabases();

  const open = async () => {
    const knex = await databases.migrated(databaseId);
    const queries = new NodeQueries(knex, () => noon);
    return {
      inventory: new NodeInventory(knex),
      states: new NodeStates(knex),
      clusters: new Clusters(knex),
      fleet: new FleetQueries(knex, () => noon),
      ids: async () =>
        (await queries.list({ orderBy: 'name' }, 'all')).items.map(
          ({ id }) => id,
        ),
      find: (id: string) => queries.find(id, 'all'),
    };
  };
  const kinds = (changes: NodeInventoryChange[]) =>
    changes.map(({ kind, node }) => `${kind} ${node.id}`);
  const inCluster = (cluster: string, name: string) =>
    aNode({ id: `${cluster}~ns~${name}`, name, cluster });

  it('replaces the nodes of a place, and returns those that appeared, changed and disappeared', async () => {
    const { inventory, ids } = await open();
    const save = (...names: string[]) =>
      inventory.savePlace(
        'kubernetes',
        {
          cluster: 'eu',
          status: 'ok',
          nodes: names.map(name => inCluster('eu', name)),
        },
        noon,
      );

    expect(kinds(await save('a', 'b'))).toEqual([
      'appeared eu~ns~a',
      'appeared eu~ns~b',
    ]);
    expect(kinds(await save('b', 'c'))).toEqual([
      'appeared eu~ns~c',
      'disappeared eu~ns~a',
    ]);
    expect(await save('b', 'c')).toEqual([]);
    expect(await ids()).toEqual(['eu~ns~b', 'eu~ns~c']);
  });

  it('updates a node in place and keeps its state', async () => {
    const { inventory, states, find } = await open();
    const save = (ownerRef: string) =>
      inventory.savePlace(
        'static',
        { status: 'ok', nodes: [aNode({ id: 'static~a', ownerRef })] },
        noon,
      );

    expect(await save('Group:default/Payments')).toEqual([
      {
        kind: 'appeared',
        node: expect.objectContaining({ ownerRef: 'group:default/payments' }),
      },
    ]);
    await states.save([aPolledNode({ nodeId: 'static~a' })]);
    expect(await save('group:default/treasury')).toEqual([
      {
        kind: 'changed',
        node: expect.objectContaining({ ownerRef: 'group:default/treasury' }),
      },
    ]);

    expect(await find('static~a')).toMatchObject({
      ownerRef: 'group:default/treasury',
      state: 'SYNCED',
    });
  });

  it('keeps the nodes of a cluster whose discovery failed, and those of other clusters', async () => {
    const { inventory, ids, fleet } = await open();
    await inventory.savePlace(
      'kubernetes',
      { cluster: 'eu', status: 'ok', nodes: [inCluster('eu', 'a')] },
      noon,
    );
    await inventory.savePlace(
      'kubernetes',
      { cluster: 'us', status: 'ok', nodes: [inCluster('us', 'b')] },
      noon,
    );

    const failed = {
      cluster: 'eu',
      status: 'unreachable',
      error: 'connection refused',
    } as const;
    await inventory.savePlace('kubernetes', failed, noon + 60_000);

    expect(await ids()).toEqual(['eu~ns~a', 'us~ns~b']);
    expect((await fleet.summary('all')).clusters).toEqual([
      {
        name: 'eu',
        status: 'unreachable',
        error: 'connection refused',
        lastSuccess: '2026-11-23T12:00:00.000Z',
        nodes: 1,
      },
      {
        name: 'us',
        status: 'ok',
        lastSuccess: '2026-11-23T12:00:00.000Z',
        nodes: 1,
      },
    ]);
  });

  it('removes NUL characters, which PostgreSQL refuses', async () => {
    const { inventory, clusters, fleet } = await open();
    const errorOf = async () => (await fleet.summary('all')).clusters[0]?.error;
    await inventory.savePlace(
      'kubernetes',
      { cluster: 'eu', status: 'error', error: 'no\0pe' },
      noon,
    );
    expect(await errorOf()).toBe('nope');
    await inventory.savePlace(
      'kubernetes',
      { cluster: 'eu', status: 'ok', nodes: [] },
      noon,
    );
    await clusters.savePollError('kubernetes', 'eu', 'for\0bidden', noon);
    expect(await errorOf()).toBe('forbidden');
  });

  it('returns only the clusters of visible nodes, without error details', async () => {
    const { inventory, fleet } = await open();
    const error = 'https://10.0.0.1: connection refused';
    for (const cluster of ['eu', 'us']) {
      await inventory.savePlace(
        'kubernetes',
        { cluster, status: 'ok', nodes: [inCluster(cluster, 'a')] },
        noon,
      );
      await inventory.savePlace(
        'kubernetes',
        { cluster, status: 'unreachable', error },
        noon,
      );
    }
    expect(
      (await fleet.summary({ field: 'cluster', values: ['eu'] })).clusters,
    ).toEqual([
      {
        name: 'eu',
        status: 'unreachable',
        error: undefined,
        lastSuccess: '2026-11-23T12:00:00.000Z',
        nodes: 1,
      },
    ]);
    expect((await fleet.summary('all')).clusters).toMatchObject([
      { name: 'eu', error },
      { name: 'us', error },
    ]);
  });

  it('deletes clusters and sources that are no longer in use', async () => {
    const { inventory, ids, fleet } = await open();
    await inventory.savePlace(
      'kubernetes',
      { cluster: 'eu', status: 'ok', nodes: [inCluster('eu', 'a')] },
      noon,
    );
    await inventory.savePlace(
      'kubernetes',
      { cluster: 'us', status: 'ok', nodes: [inCluster('us', 'b')] },
      noon,
    );
    await inventory.savePlace(
      'static',
      { status: 'ok', nodes: [aNode({ id: 'static~c' })] },
      noon,
    );

    expect(
      kinds(await inventory.deleteOtherClusters('kubernetes', ['us'])),
    ).toEqual(['disappeared eu~ns~a']);
    expect(kinds(await inventory.deleteOtherSources(['static']))).toEqual([
      'disappeared us~ns~b',
    ]);
    expect(await ids()).toEqual(['static~c']);
    expect((await fleet.summary('all')).clusters).toEqual([]);
  });

  it('stores a thousand nodes of one cluster at once', async () => {
    const { inventory, fleet } = await open();
    const nodes = Array.from({ length: 1000 }, (_, index) =>
      inCluster('eu', `n${index}`),
    );
    expect(
      await inventory.savePlace(
        'kubernetes',
        { cluster: 'eu', status: 'ok', nodes },
        noon,
      ),
    ).toHaveLength(1000);
    expect(await fleet.summary('all')).toMatchObject({
      total: 1000,
      byState: { UNKNOWN: 1000 },
    });
  });
});
