import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import request from 'supertest';
import { ManualScheduler } from './__testUtils__/ManualScheduler';
import ethereumNodesPlugin from './index';

jest.setTimeout(60_000);

const ADA = 'user:default/ada';

type Features = NonNullable<Parameters<typeof startTestBackend>[0]['features']>;

async function startBackend(features: Features, notifications = {}) {
  const scheduler = new ManualScheduler();
  const { server } = await startTestBackend({
    features: [
      ethereumNodesPlugin,
      scheduler.factory,
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost:3000' },
          ethereumNodes: {
            notifications: {
              minimumDuration: '0s',
              digest: { window: '0s' },
              ...notifications,
            },
            nodes: {
              gone: {
                network: 'devnet',
                executionUrl: 'http://127.0.0.1:9',
                owner: ADA,
              },
            },
          },
        },
      }),
      ...features,
    ],
  });
  await scheduler.run('discover', 'poll');
  return { scheduler, server };
}

describe('the notifications plugin', () => {
  it('shows a fault to the owner, and replaces it when it is sent again', async () => {
    const { scheduler, server } = await startBackend([
      import('@backstage/plugin-notifications-backend'),
      catalogServiceMock.factory({
        entities: [
          {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'User',
            metadata: { name: 'ada', namespace: 'default' },
            spec: {},
          },
        ],
      }),
    ]);
    const inbox = async () =>
      (
        await request(server)
          .get('/api/notifications/notifications')
          .set('authorization', mockCredentials.user.header(ADA))
          .expect(200)
      ).body.notifications;
    await scheduler.run('notify-owners', 'notify-owners');
    expect(await inbox()).toMatchObject([
      {
        origin: 'plugin:ethereum-nodes',
        user: ADA,
        payload: {
          title: 'gone on devnet: Unreachable',
          link: '/ethereum-nodes/nodes/static~gone',
          severity: 'high',
          topic: 'unreachable',
          scope: 'node:static~gone',
        },
      },
    ]);
  });
});

describe('without notifications, signals, events and search', () => {
  it('nodes are discovered, polled and served, and no task sends notifications', async () => {
    const { scheduler, server } = await startBackend([]);
    const { body } = await request(server)
      .get('/api/ethereum-nodes/nodes')
      .expect(200);
    expect(body.items).toMatchObject([{ state: 'UNREACHABLE' }]);
    await expect(scheduler.run('notify-owners')).rejects.toThrow(
      'Unknown task "notify-owners"',
    );
  });

  it('a configuration that enables notifications all the same fails to send them, and nothing else', async () => {
    const { scheduler, server } = await startBackend([], { enabled: true });
    await scheduler.run('notify-owners', 'discover', 'poll');
    const { status } = await request(server).get('/api/ethereum-nodes/nodes');
    expect(status).toBe(200);
  });
});

it('notifications can be disabled', async () => {
  const { scheduler } = await startBackend(
    [
      import('@backstage/plugin-notifications-backend'),
      catalogServiceMock.factory(),
    ],
    { enabled: false },
  );
  await expect(scheduler.run('notify-owners')).rejects.toThrow('Unknown task');
});
