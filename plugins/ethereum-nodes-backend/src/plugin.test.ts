import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import request from 'supertest';
import ethereumNodesPlugin from './index';
import { testDatabases } from './__testUtils__/databases';
import { FakeExecutionClients } from './__testUtils__/FakeExecutionClient';

jest.setTimeout(60_000);

let clients: FakeExecutionClients;
beforeAll(async () => {
  clients = await FakeExecutionClients.start();
});
afterAll(() => clients.stop());

describe('the ethereum-nodes backend', () => {
  const databases = testDatabases();

  it.each(databases.ids)(
    'serves the nodes of app-config with a verdict, on %s',
    async id => {
      const scheduler = mockServices.scheduler();
      const { server } = await startTestBackend({
        features: [
          ethereumNodesPlugin,
          scheduler.factory({ skipTaskRunOnStartup: true }),
          mockServices.database.factory({ knex: await databases.empty(id) }),
          mockServices.rootConfig.factory({
            data: {
              ethereumNodes: {
                nodes: {
                  good: {
                    network: 'devnet',
                    executionUrl: clients.url('synced', 1),
                    owner: 'group:payments',
                  },
                  gone: {
                    network: 'devnet',
                    executionUrl: 'http://127.0.0.1:1',
                  },
                },
              },
            },
          }),
        ],
      });
      await scheduler.triggerTask('discover');

      const { body: page } = await request(server)
        .get('/api/ethereum-nodes/nodes')
        .expect(200);
      expect(page).toMatchObject({
        totalItems: 2,
        items: [
          { id: 'static~gone', state: 'UNREACHABLE', ready: false },
          {
            id: 'static~good',
            state: 'SYNCED',
            executionClient: 'geth',
            ownerRef: 'group:default/payments',
            headNumber: expect.any(Number),
          },
        ],
      });
    },
  );
});
