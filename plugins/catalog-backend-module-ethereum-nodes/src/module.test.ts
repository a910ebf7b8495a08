import { setTimeout as wait } from 'node:timers/promises';
import {
  createServiceFactory,
  type SchedulerServiceTaskFunction,
} from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import type {
  ClusterStatus,
  EthereumNode,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import {
  ethereumNodesServiceRef,
  NODE_INVENTORY_TOPIC,
} from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { aNode } from './__testUtils__/aNode';
import { createEntityProviderModule } from './__testUtils__/createEntityProviderModule';
import request from 'supertest';

jest.setTimeout(120_000);

const fleet: { nodes: EthereumNode[]; clusters: ClusterStatus[] } = {
  nodes: [],
  clusters: [],
};

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('the module in a real catalog', () => {
  let backend: Awaited<ReturnType<typeof startTestBackend>>;
  let run: SchedulerServiceTaskFunction;
  const repository = createEntityProviderModule();
  const events = mockServices.events();
  const triggerTask = jest.fn(async (_id: string) => {});

  async function start(knex: Awaited<ReturnType<typeof databases.init>>) {
    backend = await startTestBackend({
      features: [
        import('@backstage/plugin-catalog-backend'),
        import('./index'),
        repository.module,
        mockServices.database.factory({ knex }),
        createServiceFactory({
          service: eventsServiceRef,
          deps: {},
          factory: () => events,
        }),
        mockServices.scheduler.mock({
          triggerTask,
          scheduleTask: async task => {
            if (task.id === 'ethereum-nodes-entities') run = task.fn;
          },
        }).factory,
        createServiceFactory({
          service: ethereumNodesServiceRef,
          deps: {},
          factory: () => ({
            listNodes: async () => ({
              items: fleet.nodes,
              totalItems: fleet.nodes.length,
            }),
            getFleet: async () => ({
              total: fleet.nodes.length,
              ready: 0,
              byState: {},
              byNetwork: [],
              clusters: fleet.clusters,
            }),
            getNode: jest.fn(),
            getHistory: jest.fn(),
            getTimeline: jest.fn(),
            getSnapshots: jest.fn(),
          }),
        }),
        mockServices.rootConfig.factory({
          data: {
            catalog: {
              processingInterval: { milliseconds: 500 },
              stitchingStrategy: { mode: 'immediate' },
              providers: { ethereumNodes: { system: 'ethereum-fleet' } },
            },
          },
        }),
      ],
    });
  }

  async function entities(): Promise<Map<string, Entity>> {
    const { body } = await request(backend.server).get('/api/catalog/entities');
    return new Map(
      body.map((entity: Entity) => [
        `${entity.kind.toLowerCase()}:${entity.metadata.name}`,
        entity,
      ]),
    );
  }

  async function until(holds: (found: Map<string, Entity>) => boolean) {
    for (let left = 150; left > 0; left--) {
      const found = await entities();
      if (holds(found)) return found;
      await wait(100);
    }
    throw new Error(`never: ${[...(await entities()).keys()].join(' ')}`);
  }

  const runOnce = () => run(new AbortController().signal);

  it('emits, keeps, removes and gives way, across a restart', async () => {
    const knex = await databases.init('SQLITE_3');
    fleet.clusters = [
      { name: 'eu', status: 'ok', nodes: 2 },
      { name: 'us', status: 'ok', nodes: 1 },
    ];
    fleet.nodes = [
      aNode('eu~payments~geth-0', {
        callersUrl: 'ftp://geth.example/',
        snapshots: { status: 'none' } as EthereumNode['snapshots'],
      }),
      aNode('eu~payments~geth-1', {
        entityRef: 'component:default/payments-geth-1',
      }),
      aNode('us~payments~constructor'),
      aNode('static~a,b', { cluster: undefined, namespace: undefined }),
      aNode(`eu~x~../${'ü'.repeat(200)}`, { name: 'long' }),
    ];
    await start(knex);
    await runOnce();
    const found = await until(
      all =>
        all.size >= 17 &&
        [...all.values()].every(({ relations }) => relations?.length),
    );
    const node = found.get('component:eu.payments.geth-0');
    expect(node?.metadata.links ?? []).toEqual([]);
    expect(node?.spec).toEqual({
      type: 'ethereum-node',
      lifecycle: 'production',
      owner: 'group:default/payments',
      system: 'ethereum-fleet',
      providesApis: [
        'api:default/eu.payments.geth-0.beacon',
        'api:default/eu.payments.geth-0.json-rpc',
      ],
      dependsOn: [
        'resource:default/ethereum-network.sepolia',
        expect.stringMatching(
          /^resource:default\/ethereum-snapshots-sepolia-geth/,
        ),
        'resource:default/kubernetes-cluster.eu',
      ],
    });
    expect(found.has('component:us.payments.constructor')).toBe(true);
    expect(
      [...found.values()].some(({ metadata }) =>
        metadata.annotations?.['ethereum.nodeyard.io/node']?.includes(','),
      ),
    ).toBe(false);

    // The entity of a repository appears: the discovered one is withdrawn in the next run.
    await repository.emit('payments-geth-1');
    await until(all => all.has('component:payments-geth-1'));
    await runOnce();
    await until(all => !all.has('component:eu.payments.geth-1'));

    // The entity of a repository that takes the reference of a new node keeps it. An entity that would become invalid stays as it was.
    await repository.emit('eu.payments.reth-0');
    await until(all => all.has('component:eu.payments.reth-0'));
    fleet.nodes = [
      ...fleet.nodes.map(each => ({
        ...each,
        executionClient: /geth-0/.test(each.id) ? 'geth\u0007' : 'geth',
      })),
      aNode('eu~payments~reth-0'),
    ];
    await runOnce();
    await runOnce();
    const kept = await until(all => all.has('api:eu.payments.reth-0.json-rpc'));
    expect(
      kept.get('component:eu.payments.reth-0')?.metadata.annotations?.[
        'backstage.io/managed-by-origin-location'
      ],
    ).toMatch(/^url:/);
    expect(kept.get('component:eu.payments.geth-0')?.metadata.description).toBe(
      'Ethereum node on sepolia: geth with lighthouse',
    );

    await backend.stop();
    // While the backend was down, one node vanished, and a cluster became unreachable and lost its list.
    fleet.nodes = fleet.nodes.filter(
      ({ id }) => !/geth-0|constructor/.test(id),
    );
    fleet.clusters = [
      { name: 'eu', status: 'ok', nodes: 1 },
      { name: 'us', status: 'unreachable', nodes: 0 },
    ];
    await start(knex);
    await runOnce();
    expect((await entities()).has('component:eu.payments.geth-0')).toBe(true);
    await runOnce();
    const after = await until(all => !all.has('component:eu.payments.geth-0'));
    expect(after.has('component:us.payments.constructor')).toBe(true);
    expect(after.has('component:payments-geth-1')).toBe(true);

    const { id, source, name, network } = aNode('eu~payments~geth-2');
    await events.publish({
      topic: NODE_INVENTORY_TOPIC,
      eventPayload: {
        changedAt: new Date().toISOString(),
        changes: [{ kind: 'appeared', node: { id, source, name, network } }],
      },
    });
    await until(() => triggerTask.mock.calls.length > 0);
    expect(triggerTask).toHaveBeenCalledWith('ethereum-nodes-entities');
    await backend.stop();
  });
});
