// `yarn start` in this folder: the plugin without an app, on SQLite in memory, with local nodes:
//   anvil --chain-id 7332 --block-time 2        (or any devnet on port 8545)
//   curl http://127.0.0.1:7007/api/ethereum-nodes/nodes
import { createBackend } from '@backstage/backend-defaults';
import { mockServices } from '@backstage/backend-test-utils';

const port = Number(process.env.PORT ?? 7007);
const executionUrl = process.env.EXECUTION_URL ?? 'http://127.0.0.1:8545';

const backend = createBackend();

backend.add(mockServices.auth.factory());
backend.add(mockServices.httpAuth.factory());
backend.add(
  mockServices.rootConfig.factory({
    data: {
      backend: {
        baseUrl: `http://127.0.0.1:${port}`,
        listen: { host: '127.0.0.1', port },
        database: { client: 'better-sqlite3', connection: ':memory:' },
      },
      ethereumNodes: {
        nodes: {
          devnet: {
            network: 'devnet',
            executionUrl,
            owner: 'group:default/payments',
          },
          'wrong-network': { network: 'sepolia', executionUrl },
          'not-there': {
            network: 'sepolia',
            executionUrl: 'http://127.0.0.1:9',
          },
        },
      },
    },
  }),
);
backend.add(import('../src'));

backend.start();
