import { mockServices } from '@backstage/backend-test-utils';
import type {
  Discovery,
  EthereumNodeSource,
} from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import {
  MAX_INVENTORY_CHANGES,
  NODE_INVENTORY_TOPIC,
  nodeInventoryEventSchema,
} from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { aNode, noon } from '../__testUtils__/builders';
import { testDatabases } from '../__testUtils__/databases';
import { ChangeAnnouncer } from '../ChangeAnnouncer';
import { FleetQueries } from '../store/FleetQueries';
import { NodeInventory } from '../store/NodeInventory';
import { discover } from './discover';

describe('discover', () => {
  const databases = testDatabases();

  const open = async () => {
    const knex = await databases.migrated('SQLITE_3');
    let next: Discovery | Error = { complete: true, places: [] };
    const source: EthereumNodeSource = {
      name: 'kubernetes',
      discover: async () => {
        if (next instanceof Error) throw next;
        return next;
      },
      read: async () => ({ kind: 'down', reason: '' }),
    };
    const publish = jest.fn();
    const logger = mockServices.logger.mock();
    const events = { publish: jest.fn() };
    const announcer = new ChangeAnnouncer({
      signals: { publish },
      events,
      logger,
    });
    const run = (
      found: Discovery | Error,
      signal = new AbortController().signal,
    ) => {
      next = found;
      const inventory = new NodeInventory(knex);
      return discover(
        { sources: [source], inventory, announcer, logger, now: () => noon },
        signal,
      );
    };
    const fleet = async () => {
      const { total, clusters } = await new FleetQueries(
        knex,
        () => noon,
      ).summary('all');
      return {
        total,
        clusters: clusters.map(({ name, status }) => `${name} ${status}`),
      };
    };
    return { run, fleet, publish, events, logger };
  };
  const eu = {
    cluster: 'eu',
    status: 'ok',
    nodes: [aNode({ id: 'eu~ns~a', cluster: 'eu' })],
  } as const;
  const found: Discovery = {
    complete: true,
    places: [{ ...eu, nodes: [...eu.nodes] }],
  };

  it('stores the discovered nodes and signals added and removed ones', async () => {
    const { run, fleet, publish } = await open();
    expect(await run(found)).toMatchObject([{ node: { id: 'eu~ns~a' } }]);
    expect(await run(found)).toEqual([]);
    expect(await fleet()).toEqual({ total: 1, clusters: ['eu ok'] });
    expect(await run({ complete: true, places: [] })).toMatchObject([
      { node: { id: 'eu~ns~a' } },
    ]);
    expect(await fleet()).toEqual({ total: 0, clusters: [] });
    expect(publish).toHaveBeenCalledTimes(2);
  });

  it('publishes events of nodes that appeared, changed and disappeared, in parts', async () => {
    const { run, events } = await open();
    const inventory = (ownerRef: string, count: number): Discovery => ({
      complete: true,
      places: [
        {
          cluster: 'eu',
          status: 'ok',
          nodes: Array.from({ length: count }, (_, index) =>
            aNode({
              id: `eu~ns~${index}`,
              cluster: 'eu',
              ownerRef,
              locator: { url: 'http://10.0.0.1/a-key' },
            }),
          ),
        },
      ],
    });
    const published = () =>
      events.publish.mock.calls.splice(0).map(([{ topic, eventPayload }]) => {
        expect(topic).toBe(NODE_INVENTORY_TOPIC);
        expect(JSON.stringify(eventPayload)).not.toContain('a-key');
        return nodeInventoryEventSchema
          .parse(eventPayload)
          .changes.map(({ kind, node }) => `${kind} ${node.ownerRef}`);
      });

    await run(inventory('group:default/payments', MAX_INVENTORY_CHANGES + 1));
    const [first, second, ...more] = published();
    expect(new Set(first)).toEqual(
      new Set(['appeared group:default/payments']),
    );
    expect([first?.length, second?.length, more]).toEqual([
      MAX_INVENTORY_CHANGES,
      1,
      [],
    ]);
    await run(inventory('group:default/payments', 1));
    expect(published().flat()).toHaveLength(MAX_INVENTORY_CHANGES);
    await run(inventory('group:default/treasury', 1));
    expect(published()).toEqual([['changed group:default/treasury']]);
    await run(inventory('group:default/treasury', 0));
    expect(published()).toEqual([['disappeared group:default/treasury']]);
  });

  it('continues if no event or signal can be published', async () => {
    const { run, fleet, publish, events, logger } = await open();
    publish.mockRejectedValue(new Error('no signals'));
    events.publish.mockRejectedValue(new Error('no events'));
    await run(found);
    expect(await fleet()).toEqual({ total: 1, clusters: ['eu ok'] });
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('no events'),
    );
  });

  it('keeps all nodes if the clusters cannot be listed or the source throws', async () => {
    const { run, fleet, logger } = await open();
    await run(found);
    await run({
      complete: false,
      places: [{ cluster: 'list of clusters', status: 'error', error: 'no' }],
    });
    expect(await fleet()).toEqual({
      total: 1,
      clusters: ['eu ok', 'list of clusters error'],
    });
    await run(new Error('oh'));
    expect((await fleet()).total).toBe(1);
    expect(logger.error).toHaveBeenCalledTimes(1);
    await run(found);
    expect(await fleet()).toEqual({ total: 1, clusters: ['eu ok'] });
  });

  it('keeps the nodes of a cluster whose result cannot be stored, logs it, and stores the others', async () => {
    const { run, fleet, logger } = await open();
    await run(found);
    // A column that refuses NULL represents any refusal of a database.
    const unstorable = {
      ...aNode({ id: 'eu~ns~b', cluster: 'eu' }),
      network: null as never,
    };
    const us = aNode({ id: 'us~ns~a', cluster: 'us' });
    await run({
      complete: true,
      places: [
        { cluster: 'eu', status: 'ok', nodes: [unstorable] },
        { cluster: 'us', status: 'ok', nodes: [us] },
      ],
    });
    expect(await fleet()).toEqual({
      total: 2,
      clusters: ['eu error', 'us ok'],
    });
    expect(logger.error).toHaveBeenCalledWith(
      'Failed to store the nodes of source kubernetes in eu',
      // Of a database's own class, or of another realm: its words count.
      expect.objectContaining({
        message: expect.stringMatching(/NOT NULL/i),
      }),
    );
  });

  it('ignores failures during a shutdown', async () => {
    const { run, fleet } = await open();
    await run(found);
    const places: Discovery['places'] = [
      { cluster: 'eu', status: 'unreachable', error: 'aborted' },
    ];
    await run({ complete: true, places }, AbortSignal.abort());
    expect(await fleet()).toEqual({ total: 1, clusters: ['eu ok'] });
  });
});
