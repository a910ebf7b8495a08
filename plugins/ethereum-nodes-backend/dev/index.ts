// `yarn start` in this folder: the plugin alone, with two nodes that you may have on this machine.
import { createBackend } from '@backstage/backend-defaults';
import { mockServices } from '@backstage/backend-test-utils';

const backend = createBackend();

backend.add(mockServices.auth.factory());
backend.add(mockServices.httpAuth.factory());
backend.add(
  mockServices.rootConfig.factory({
    data: {
      backend: {
        baseUrl: 'http://localhost:7007',
        listen: { host: '127.0.0.1', port: 7007 },
        database: { client: 'better-sqlite3', connection: ':memory:' },
      },
      ethereumNodes: {
        nodes: {
          'local-devnet': {
            network: 'devnet',
            executionUrl: 'http://127.0.0.1:8545',
            consensusUrl: 'http://127.0.0.1:5052',
            owner: 'group:default/payments',
          },
          'not-there': {
            network: 'sepolia',
            executionUrl: 'http://127.0.0.1:1',
          },
        },
      },
    },
  }),
);
backend.add(import('../src'));

backend.start();
