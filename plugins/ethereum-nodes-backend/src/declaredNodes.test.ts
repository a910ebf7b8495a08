import { createServiceFactory } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import request from 'supertest';
import { expectAnswer, recordExample } from './__testUtils__/contract';
import { FakeExecutionClients } from './__testUtils__/FakeExecutionClients';
import { ManualScheduler } from './__testUtils__/ManualScheduler';
import ethereumNodesPlugin from './index';

jest.setTimeout(180_000);

let clients: FakeExecutionClients;
beforeAll(async () => {
  clients = await FakeExecutionClients.start();
});
afterAll(() => clients.stop());

const anEntity = (annotations: Record<string, string> = {}): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'payments-geth', namespace: 'default', annotations },
  spec: { type: 'service' },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/payments' }],
});

const declaring = (url: string) =>
  anEntity({ 'ethereum.nodeyard.io/execution-url': url });

/** A backend whose catalog returns the entities of the test, or fails. */
async function startBackend(entities: Entity[]) {
  let catalog = catalogServiceMock({ entities });
  const scheduler = new ManualScheduler();
  const { server } = await startTestBackend({
    features: [
      ethereumNodesPlugin,
      scheduler.factory,
      createServiceFactory({
        service: catalogServiceRef,
        deps: {},
        factory: () =>
          new Proxy(catalog, {
            get: (_, key) => {
              const value = Reflect.get(catalog, key);
              return typeof value === 'function' ? value.bind(catalog) : value;
            },
          }),
      }),
      mockServices.rootConfig.factory({
        data: {
          ethereumNodes: {
            annotations: {
              allow: [
                {
                  scheme: 'http',
                  host: '127.0.0.1',
                  ports: [Number(new URL(clients.url('synced', 1)).port)],
                  addresses: ['127.0.0.1/32'],
                },
              ],
            },
          },
        },
      }),
    ],
  });
  const body = async (path: string) =>
    (await request(server).get(`/api/ethereum-nodes${path}`).expect(200)).body;
  return {
    body,
    round: () => scheduler.run('discover', 'poll'),
    catalogHas: (...changed: Entity[]) => {
      catalog = catalogServiceMock({ entities: changed });
    },
    catalogFails: () => {
      catalog = catalogServiceMock.mock({
        queryEntities: async () => {
          throw new Error('the catalog is away');
        },
      });
    },
  };
}

describe('a node declared by annotation', () => {
  it('is added, stays while the catalog fails, and is removed with the annotation', async () => {
    const { body, round, catalogHas, catalogFails } = await startBackend([
      declaring(clients.url('synced', 1)),
    ]);
    await round();
    const { items } = await body('/nodes');
    expect(items).toMatchObject([
      {
        id: 'entity~component~default~payments-geth',
        source: 'annotation',
        name: 'payments-geth',
        network: 'devnet',
        state: 'SYNCED',
        ownerRef: 'group:default/payments',
        entityRef: 'component:default/payments-geth',
      },
    ]);
    expect(await body(`/nodes/${items[0].id}`)).toMatchObject({
      network: 'devnet',
      secondsPerSlot: 2,
    });
    expect((await body('/nodes?network=devnet')).totalItems).toBe(1);
    expect((await body('/declared')).items).toEqual([]);

    catalogFails();
    await round();
    expect((await body('/nodes')).totalItems).toBe(1);

    catalogHas(anEntity());
    await round();
    expect((await body('/nodes')).totalItems).toBe(0);
  });

  it('is refused outside of the allow-list, with the reason at its entity', async () => {
    const entity = declaring('http://169.254.169.254/latest');
    const { body, round } = await startBackend([entity]);
    await round();
    expect((await body('/nodes')).totalItems).toBe(0);
    const declared = await body('/declared');
    expectAnswer('listDeclared', declared);
    recordExample('listDeclared', declared);
    expect(declared.items).toEqual([
      {
        entityRef: 'component:default/payments-geth',
        title: 'payments-geth',
        ownerRef: 'group:default/payments',
        problem: expect.stringMatching(
          /execution-url: "http:\/\/169\.254\.169\.254\/\*\*\*" is not allowed: ethereumNodes\.annotations\.allow lists no/,
        ),
        problemCoded: {
          code: 'sentences',
          params: {
            items: [
              expect.objectContaining({ code: 'annotation-url-refused' }),
            ],
          },
        },
      },
    ]);
  });
});
