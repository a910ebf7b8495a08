import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import type { PolicyDecision } from '@backstage/plugin-permission-common';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  ethereumNodeReadPermission,
  ethereumNodesOpenApi,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { EthereumNodeSource } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import {
  createEthereumNodeConditionalDecision,
  ethereumNodeConditions,
  ethereumNodeSourcesExtensionPoint,
} from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { aNode, aStatus } from './__testUtils__/builders';
import {
  expectAnswer,
  expectErrorAnswer,
  recordExample,
} from './__testUtils__/contract';
import { databaseIds, testDatabases } from './__testUtils__/databases';
import { FakeExecutionClients } from './__testUtils__/FakeExecutionClients';
import { ManualScheduler } from './__testUtils__/ManualScheduler';
import { takeSnapshot } from './__testUtils__/takeSnapshot';
import ethereumNodesPlugin from './index';

jest.setTimeout(180_000);

let clients: FakeExecutionClients;
let work: string;
beforeAll(async () => {
  clients = await FakeExecutionClients.start();
  work = await mkdtemp(join(tmpdir(), 'nodeyard-plugin-'));
  await takeSnapshot(work, `file://${work}/store`, 5);
});
afterAll(async () => {
  await clients.stop();
  await rm(work, { recursive: true, force: true });
});

type Features = NonNullable<Parameters<typeof startTestBackend>[0]['features']>;

async function startBackend(
  options: {
    features?: Features;
    decide?: (permission: string) => PolicyDecision;
  } = {},
) {
  const scheduler = new ManualScheduler();
  const decide = options.decide ?? (() => ({ result: AuthorizeResult.ALLOW }));
  const { server } = await startTestBackend({
    features: [
      ethereumNodesPlugin,
      scheduler.factory,
      mockServices.permissions.mock({
        authorize: async requests =>
          requests.map(({ permission }) => ({
            result:
              decide(permission.name).result === AuthorizeResult.DENY
                ? AuthorizeResult.DENY
                : AuthorizeResult.ALLOW,
          })),
        authorizeConditional: async requests =>
          requests.map(({ permission }) => decide(permission.name)),
      }).factory,
      mockServices.rootConfig.factory({
        data: {
          ethereumNodes: {
            snapshotStores: { main: { url: `file://${work}/store` } },
            nodes: {
              good: {
                network: 'devnet',
                executionUrl: clients.url('synced', 1),
                callersUrl: 'https://rpc.example.com/devnet',
                owner: 'group:payments',
              },
              gone: {
                network: 'devnet',
                executionUrl: 'http://127.0.0.1:9',
                owner: 'group:treasury',
              },
            },
          },
        },
      }),
      ...(options.features ?? []),
    ],
  });
  await scheduler.run('discover', 'poll', 'compact-history');
  await scheduler.run('refresh-snapshots');
  const get = (path: string) =>
    request(server).get(`/api/ethereum-nodes${path}`);
  return { scheduler, server, get };
}

describe('the REST API', () => {
  const databases = testDatabases();

  it.each(databaseIds)(
    'responds according to its contract, on %s',
    async id => {
      const { get } = await startBackend({
        features: [
          mockServices.database.factory({ knex: await databases.empty(id) }),
        ],
      });

      const { body: page } = await get('/nodes').expect(200);
      expectAnswer('listNodes', page);
      recordExample('listNodes', page);
      expect(page).toMatchObject({
        totalItems: 2,
        items: [
          { id: 'static~gone', state: 'UNREACHABLE', ready: false },
          {
            id: 'static~good',
            source: 'static',
            state: 'SYNCED',
            executionClient: 'geth',
            ownerRef: 'group:default/payments',
            headNumber: expect.any(Number),
            headTime: expect.any(String),
            executionPeers: 2,
            snapshots: { status: 'unverified', storeFailing: false },
          },
        ],
      });
      expect(page.items[0]).not.toHaveProperty('snapshots');

      const { body: node } = await get('/nodes/static~good').expect(200);
      expectAnswer('getNode', node);
      recordExample('getNode', node);
      expect(node).toMatchObject({
        verdict: { state: 'SYNCED', reasons: expect.any(Array) },
        sample: { execution: { kind: 'ok' } },
        pollIntervalSeconds: 15,
        secondsPerSlot: 2,
        links: { runbook: expect.stringMatching(/node-states\.md#synced$/) },
        callersUrl: 'https://rpc.example.com/devnet',
      });

      const { body: history } = await get(
        '/nodes/static~good/history?hours=1',
      ).expect(200);
      expectAnswer('getHistory', history);
      recordExample('getHistory', history);
      expect(history).toMatchObject({
        transitions: [{ state: 'SYNCED' }],
        points: [{ state: 'SYNCED' }],
      });

      const { body: timeline } = await get(
        '/nodes/static~good/timeline?limit=1',
      ).expect(200);
      expectAnswer('getTimeline', timeline);
      recordExample('getTimeline', timeline);
      expect(timeline).toMatchObject({
        items: [{ type: 'transition', state: 'SYNCED' }],
      });

      const { body: snapshots } = await get(
        '/nodes/static~good/snapshots',
      ).expect(200);
      expectAnswer('getSnapshots', snapshots);
      recordExample('getSnapshots', snapshots);
      expect(snapshots).toMatchObject({
        stores: [{ name: 'main', lastSuccess: expect.any(String) }],
        items: [{ blockNumber: 5, store: 'main' }],
      });

      const { body: fleet } = await get('/fleet').expect(200);
      expectAnswer('getFleet', fleet);
      recordExample('getFleet', fleet);
      expect(fleet).toMatchObject({
        total: 2,
        byState: { SYNCED: 1, UNREACHABLE: 1 },
      });

      const insights = {
        diversity: 'getFleetDiversity',
        forks: 'getFleetForks',
        snapshots: 'getFleetSnapshots',
        disks: 'getFleetDisks',
        heads: 'getFleetHeads',
      } as const;
      for (const [path, name] of Object.entries(insights)) {
        const { body } = await get(`/fleet/${path}`).expect(200);
        expectAnswer(name, body);
        recordExample(name, body);
      }

      const { body: declared } = await get('/declared').expect(200);
      expectAnswer('listDeclared', declared);
    },
  );

  it('serves its contract', async () => {
    const { get } = await startBackend();
    const { body } = await get('/openapi.json').expect(200);
    const served = Object.entries(ethereumNodesOpenApi.paths).map(
      ([path, item]) => [`/api/ethereum-nodes${path}`, item],
    );
    expect(body).toEqual({
      ...ethereumNodesOpenApi,
      openapi: '3.1.0',
      paths: Object.fromEntries(served),
    });
  });

  it.each([
    ['/nodes?limit=0', 400, 'InputError'],
    ['/nodes?limit=201', 400, 'InputError'],
    ['/nodes?state=HAPPY', 400, 'InputError'],
    ['/nodes?orderBy=colour', 400, 'InputError'],
    ['/nodes?cursor=rubbish', 400, 'InputError'],
    ['/nodes?q=a%00b', 400, 'InputError'],
    ['/nodes?network=a%00b', 400, 'InputError'],
    ['/nodes?colour=red', 400, 'InputError'],
    ['/nodes/static~good/history?hours=3000', 400, 'InputError'],
    ['/nodes/static~missing', 404, 'NotFoundError'],
    ['/nodes/static~%00', 404, 'NotFoundError'],
    ['/nodes/static~missing/history', 404, 'NotFoundError'],
    ['/nodes/static~missing/snapshots', 404, 'NotFoundError'],
    ['/nodes/static~missing/timeline', 404, 'NotFoundError'],
    ['/nodes/static~good/timeline?limit=101', 400, 'InputError'],
    ['/nodes/static~good/timeline?cursor=x', 400, 'InputError'],
  ])('answers %s with %s', async (path, status, name) => {
    const { get } = await startBackend();
    const { body } = await get(path).expect(status);
    expectErrorAnswer(body);
    expect(body.error.name).toBe(name);
  });

  it('requires credentials', async () => {
    const { get } = await startBackend();
    const statuses = [
      '/nodes',
      '/nodes/static~good',
      '/nodes/static~good/history',
      '/nodes/static~good/snapshots',
      '/nodes/static~good/timeline',
      '/fleet',
    ].map(
      async path =>
        (await get(path).set('authorization', mockCredentials.none.header()))
          .status,
    );
    expect(await Promise.all(statuses)).toEqual([401, 401, 401, 401, 401, 401]);
  });
});

describe('permissions', () => {
  it('are named in the error when a policy denies', async () => {
    const { get } = await startBackend({
      decide: () => ({ result: AuthorizeResult.DENY }),
    });
    expect((await get('/nodes').expect(403)).body.error.message).toContain(
      'ethereum-nodes.node.read',
    );
    expect(
      (await get('/nodes/static~good').expect(403)).body.error.message,
    ).toContain('ethereum-nodes.node.read');
    expect((await get('/fleet').expect(403)).body.error.message).toContain(
      'ethereum-nodes.fleet.read',
    );
  });

  it('restrict lists, totals and single nodes by conditions', async () => {
    const decide = (permission: string): PolicyDecision =>
      permission === ethereumNodeReadPermission.name
        ? createEthereumNodeConditionalDecision(
            ethereumNodeReadPermission,
            ethereumNodeConditions.isOwnedBy({
              owners: ['group:default/payments'],
            }),
          )
        : { result: AuthorizeResult.ALLOW };
    const { get } = await startBackend({ decide });

    expect((await get('/nodes')).body).toMatchObject({
      totalItems: 1,
      items: [{ id: 'static~good' }],
    });
    expect((await get('/fleet')).body).toMatchObject({
      total: 1,
      byState: { SYNCED: 1 },
    });
    await get('/nodes/static~good').expect(200);
    // Indistinguishable from a missing node.
    await get('/nodes/static~gone').expect(404);
    await get('/nodes/static~gone/history').expect(404);
    await get('/nodes/static~gone/snapshots').expect(404);
    await get('/nodes/static~gone/timeline').expect(404);
  });

  it('are evaluated for single nodes by the permission framework', async () => {
    const { server } = await startBackend();
    const { body } = await request(server)
      .post(
        '/api/ethereum-nodes/.well-known/backstage/permissions/apply-conditions',
      )
      .set('authorization', mockCredentials.service.header())
      .send({
        items: [
          {
            id: '1',
            resourceType: 'ethereum-node',
            resourceRef: ['static~good', 'static~gone', 'static~missing'],
            conditions: ethereumNodeConditions.isOwnedBy({
              owners: ['group:default/payments'],
            }),
          },
        ],
      })
      .expect(200);
    expect(body.items).toEqual([
      { id: '1', result: ['ALLOW', 'DENY', 'DENY'] },
    ]);
  });
});

describe('a module of the plugin', () => {
  const moduleWith = (source: EthereumNodeSource) =>
    createBackendModule({
      pluginId: 'ethereum-nodes',
      moduleId: 'more-sources',
      register(env) {
        env.registerInit({
          deps: { sources: ethereumNodeSourcesExtensionPoint },
          async init({ sources }) {
            sources.addSource(source);
          },
        });
      },
    });

  it('can add a node source', async () => {
    const source: EthereumNodeSource = {
      name: 'docker',
      discover: async () => ({
        complete: true,
        places: [{ status: 'ok', nodes: [aNode({ id: 'docker~a' })] }],
      }),
      read: async () => ({
        kind: 'status',
        status: { ...aStatus(), sample: undefined },
      }),
    };
    const { get } = await startBackend({ features: [moduleWith(source)] });
    expect((await get('/nodes/docker~a').expect(200)).body).toMatchObject({
      source: 'docker',
      state: 'SYNCED',
    });
  });

  it('does not affect other sources when its own fails', async () => {
    const fail = async () => {
      throw new Error('no docker here');
    };
    const { get } = await startBackend({
      features: [moduleWith({ name: 'docker', discover: fail, read: fail })],
    });
    expect((await get('/nodes').expect(200)).body.totalItems).toBe(2);
  });

  it('cannot use the name of an existing source', async () => {
    const source: EthereumNodeSource = {
      name: 'static',
      discover: async () => ({ complete: true, places: [] }),
      read: async () => ({ kind: 'down', reason: '' }),
    };
    await expect(
      startBackend({ features: [moduleWith(source)] }),
    ).rejects.toThrow('A node source "static" is already registered');
  });
});
