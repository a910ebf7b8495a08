import type { AuditorServiceCreateEventOptions } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { RouteName } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import {
  ethereumNodesPaths,
  ethereumNodesRoutes,
  methodOf,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import request from 'supertest';
import { ManualScheduler } from './__testUtils__/ManualScheduler';
import { audited, routeAudits } from './audit';
import ethereumNodesPlugin from './index';

const NODE = 'static~geth';

async function startBackend(
  result: AuthorizeResult.ALLOW | AuthorizeResult.DENY,
) {
  const events: Array<
    AuditorServiceCreateEventOptions & { outcome?: string; error?: Error }
  > = [];
  const scheduler = new ManualScheduler();
  const { server } = await startTestBackend({
    features: [
      ethereumNodesPlugin,
      scheduler.factory,
      mockServices.permissions.mock({
        authorize: async requests => requests.map(() => ({ result })),
        authorizeConditional: async requests =>
          requests.map(() => ({ result })),
      }).factory,
      mockServices.auditor.mock({
        createEvent: async options => {
          const event: (typeof events)[number] = { ...options };
          events.push(event);
          return {
            success: async () => {
              event.outcome = 'success';
            },
            fail: async ({ error }) => {
              event.outcome = 'fail';
              event.error = error;
            },
          };
        },
      }).factory,
      mockServices.rootConfig.factory({
        data: {
          ethereumNodes: {
            nodes: {
              geth: {
                network: 'devnet',
                executionUrl: 'http://127.0.0.1:9/a-key?token=a-token',
                headers: { authorization: 'Bearer a-bearer' },
              },
            },
          },
        },
      }),
    ],
  });
  await scheduler.run('discover');
  return {
    events,
    call: (name: RouteName, id = NODE) =>
      request(server)[methodOf(name).method](
        `/api/ethereum-nodes${ethereumNodesPaths[name].replace('{id}', id)}`,
      ),
  };
}

const routes = Object.keys(routeAudits) as RouteName[];

describe('audit events of the routes', () => {
  it('record each request that succeeds, with its caller, and no secret', async () => {
    const { events, call } = await startBackend(AuthorizeResult.ALLOW);
    expect(new Set(routes)).toEqual(new Set(Object.keys(ethereumNodesRoutes)));
    // Snapshots need a cluster: see SnapshotRequests.test.ts.
    for (const name of routes.filter(route => route !== 'requestSnapshot')) {
      events.length = 0;
      await call(name).expect(200);
      expect(events).toEqual([
        {
          eventId: expect.stringMatching(/^[a-z]+(-[a-z]+)*$/),
          severityLevel: routeAudits[name].severityLevel,
          request: expect.objectContaining({ method: 'GET' }),
          meta: {
            queryType: expect.stringMatching(/^[a-z]+(-[a-z]+)*$/),
            ...(ethereumNodesPaths[name].includes('{id}') && { id: NODE }),
          },
          outcome: 'success',
        },
      ]);
      const { request: _, ...written } = events[0] ?? {};
      expect(JSON.stringify(written)).not.toMatch(/a-(key|token|bearer)/);
    }
  });

  it('record each request that the policy denies', async () => {
    const { events, call } = await startBackend(AuthorizeResult.DENY);
    // Entities are checked by the catalog.
    for (const name of routes.filter(route => route !== 'listDeclared')) {
      events.length = 0;
      await call(name).expect(403);
      expect(events).toMatchObject([
        { outcome: 'fail', error: { name: 'NotAllowedError' } },
      ]);
    }
  });

  it('record a node that does not exist, and a query that is refused by its handler', async () => {
    const { events, call } = await startBackend(AuthorizeResult.ALLOW);
    await call('getNode', 'static~other').expect(404);
    await call('listNodes').query({ cursor: 'rubbish' }).expect(400);
    expect(events).toMatchObject([
      {
        meta: { queryType: 'by-id', id: 'static~other' },
        outcome: 'fail',
        error: { name: 'NotFoundError' },
      },
      { outcome: 'fail', error: { name: 'InputError' } },
    ]);
  });

  it('do not record a caller without credentials', async () => {
    const { events, call } = await startBackend(AuthorizeResult.ALLOW);
    await call('listNodes')
      .set('authorization', mockCredentials.none.header())
      .expect(401);
    expect(events).toEqual([]);
  });
});

it('redacts the URL in the error of a failed event, and throws the error itself', async () => {
  const fail = jest.fn();
  const auditor = mockServices.auditor.mock({
    createEvent: async () => ({ success: jest.fn(), fail }),
  });
  const error = new TypeError(
    'request to https://user:password@rpc.example.com/v3?key=a-key failed',
  );
  await expect(
    audited(
      auditor,
      { eventId: 'node-fetch', queryType: 'by-id' },
      async () => {
        throw error;
      },
    ),
  ).rejects.toBe(error);
  const [{ error: written }] = fail.mock.calls[0];
  expect(written.name).toBe('TypeError');
  expect(written.message).toContain('rpc.example.com');
  expect(`${written.message} ${written.stack}`).not.toMatch(/password|a-key/);
});
