import { mockServices } from '@backstage/backend-test-utils';
import type { MetricsServiceObservableCallback } from '@backstage/backend-plugin-api/alpha';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import { aNode, aPolledNode, aVerdict, noon } from './__testUtils__/builders';
import { databaseIds, testDatabases } from './__testUtils__/databases';
import { observeNodes } from './observeNodes';
import { NodeCounts } from './store/NodeCounts';
import { NodeInventory } from './store/NodeInventory';
import { NodeStates } from './store/NodeStates';

describe.each(databaseIds)('observeNodes on %s', databaseId => {
  const databases = testDatabases();

  it('counts nodes by state, and those that are no longer polled', async () => {
    const knex = await databases.migrated(databaseId);
    let now = noon;
    const callbacks: MetricsServiceObservableCallback[] = [];
    const logger = mockServices.logger.mock();
    observeNodes(
      metricsServiceMock.mock({
        createObservableGauge: () => ({
          addCallback: (callback: MetricsServiceObservableCallback) => {
            callbacks.push(callback);
          },
          removeCallback: () => {},
        }),
      }),
      new NodeCounts(knex, () => now),
      logger,
    );
    const collect = async () => {
      const observe = jest.fn();
      for (const callback of callbacks) await callback({ observe });
      return observe.mock.calls.sort(([a], [b]) => b - a);
    };
    expect(await collect()).toEqual([]);
    await new NodeInventory(knex).savePlace(
      'static',
      { status: 'ok', nodes: ['a', 'b', 'c'].map(id => aNode({ id })) },
      noon,
    );
    await new NodeStates(knex).save([
      aPolledNode({ nodeId: 'a' }),
      aPolledNode({ nodeId: 'b' }),
      aPolledNode({ nodeId: 'c', verdict: aVerdict({ state: 'STALLED' }) }),
    ]);
    expect(await collect()).toEqual([
      [2, { state: 'SYNCED', stale: false }],
      [1, { state: 'STALLED', stale: false }],
    ]);
    now += 60_000;
    expect(await collect()).toEqual([[3, { state: 'UNKNOWN', stale: true }]]);

    await knex.schema.dropTable('node_states');
    expect(await collect()).toEqual([]);
    expect(logger.warn).toHaveBeenCalledTimes(1);
  });
});
