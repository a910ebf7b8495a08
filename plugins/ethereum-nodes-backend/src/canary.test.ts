/* eslint-disable @backstage/no-relative-monorepo-imports -- what all tests of canaries share is no package */
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import request from 'supertest';
import {
  canariesIn,
  newCanary,
  newKeyCanary,
} from '../../../tests/canary/canary';
import { formatFleetCsv } from '../../ethereum-nodes/src/csv/formatFleetCsv';
import { databaseIds, testDatabases } from './__testUtils__/databases';
import { EchoingClients, echoes } from './__testUtils__/EchoingClients';
import { ManualScheduler } from './__testUtils__/ManualScheduler';
import ethereumNodesPlugin from './index';

jest.setTimeout(180_000);

/** One for each place of the configuration that may contain a secret. */
const canaries = {
  bearer: newKeyCanary(),
  header: newCanary(),
  path: newCanary(),
  query: newCanary(),
  password: newCanary(),
  accessKey: newCanary(),
  secretKey: newKeyCanary(),
  sessionToken: newKeyCanary(),
};

function expectNoCanary(where: string, text: string) {
  expect({ where, found: canariesIn(text, canaries) }).toEqual({
    where,
    found: [],
  });
}

describe.each(databaseIds)('configured secrets in responses, on %s', id => {
  const databases = testDatabases();
  let clients: EchoingClients;
  beforeAll(async () => {
    clients = await EchoingClients.start();
    process.env.AWS_ACCESS_KEY_ID = canaries.accessKey;
    process.env.AWS_SECRET_ACCESS_KEY = canaries.secretKey;
    process.env.AWS_SESSION_TOKEN = canaries.sessionToken;
  });
  afterAll(async () => {
    delete process.env.AWS_ACCESS_KEY_ID;
    delete process.env.AWS_SECRET_ACCESS_KEY;
    delete process.env.AWS_SESSION_TOKEN;
    await clients.stop();
  });

  it('appear in no log, row, response, signal, event, notification or audit event', async () => {
    const knex = await databases.empty(id);
    const scheduler = new ManualScheduler();
    const logged: unknown[] = [];
    const published: unknown[] = [];
    const events: unknown[] = [];
    const notifications: unknown[] = [];
    const audited: unknown[] = [];
    const log = (...words: unknown[]) => {
      // What an Error carries is no property that JSON shows.
      logged.push(
        words.map(word =>
          word instanceof Error ? [word.message, word.stack] : word,
        ),
      );
    };
    const logger = mockServices.logger.mock({
      error: log,
      warn: log,
      info: log,
      debug: log,
    });
    const urls = (echo: string) => ({
      executionUrl: `${clients.origin}/${echo}/${canaries.path}?token=${canaries.query}`,
      consensusUrl: `${clients.origin}/${echo}/${canaries.path}?token=${canaries.query}`,
    });
    const headers = {
      bearer: {
        authorization: `Bearer ${canaries.bearer}`,
        'x-api-key': canaries.header,
      },
      basic: {
        authorization: `Basic ${Buffer.from(
          `nodeyard:${canaries.password}`,
        ).toString('base64')}`,
      },
    };
    const { server } = await startTestBackend({
      features: [
        ethereumNodesPlugin,
        scheduler.factory,
        createServiceFactory({
          service: coreServices.logger,
          deps: {},
          factory: () => logger,
        }),
        createServiceFactory({
          service: signalsServiceRef,
          deps: {},
          factory: () => ({
            publish: async message => void published.push(message),
          }),
        }),
        createServiceFactory({
          service: eventsServiceRef,
          deps: {},
          factory: () => ({
            publish: async event => void events.push(event),
            subscribe: async () => {},
          }),
        }),
        createServiceFactory({
          service: notificationService,
          deps: {},
          factory: () => ({
            send: async notification => void notifications.push(notification),
          }),
        }),
        mockServices.auditor.mock({
          createEvent: async ({ request: _, ...event }) => {
            audited.push(event);
            return {
              success: async outcome => void audited.push(outcome),
              fail: async ({ error }) =>
                void audited.push([error.message, error.stack]),
            };
          },
        }).factory,
        mockServices.database.factory({ knex }),
        mockServices.permissions.mock({
          authorize: async requests =>
            requests.map(() => ({ result: AuthorizeResult.ALLOW })),
          authorizeConditional: async requests =>
            requests.map(() => ({ result: AuthorizeResult.ALLOW })),
        }).factory,
        mockServices.rootConfig.factory({
          data: {
            ethereumNodes: {
              // Long enough for every client on a busy machine.
              polling: { timeout: { seconds: 30 } },
              notifications: {
                enabled: true,
                minimumDuration: { seconds: 0 },
                digest: { threshold: 1000, window: { seconds: 0 } },
              },
              snapshotStores: {
                main: {
                  url: 's3://bucket/prefix',
                  endpoint: `${clients.origin}`,
                },
              },
              nodes: Object.fromEntries(
                echoes.flatMap(echo =>
                  Object.entries(headers).map(([kind, sent]) => [
                    `${echo}-${kind}`,
                    {
                      network: 'devnet',
                      executionClient: 'geth',
                      owner: 'group:default/payments',
                      ...urls(echo),
                      headers: sent,
                    },
                  ]),
                ),
              ),
            },
          },
        }),
      ],
    });
    await scheduler.run('discover', 'poll', 'compact-history');
    // Each poll receives another secret first.
    const startedAt = Date.now();
    const clock = jest.spyOn(Date, 'now');
    for (let round = 1; round <= 4; round += 1) {
      clock.mockReturnValue(startedAt + round * 20_000);
      await scheduler.run('poll', 'notify-owners');
    }
    clock.mockRestore();
    await scheduler.run('refresh-snapshots', 'compact-history');
    expect(clients.echoed).toBeGreaterThan(100);

    const get = async (path: string) => {
      const { text, body } = await request(server)
        .get(`/api/ethereum-nodes${path}`)
        .expect(200)
        .expect('Cache-Control', 'private, no-store');
      expectNoCanary(path, text);
      return { text, body };
    };
    const { body: page } = await get('/nodes?limit=200');
    expect(page.items).toHaveLength(2 * echoes.length);
    expectNoCanary('CSV', formatFleetCsv(page.items));
    const details = [];
    for (const { id: nodeId } of page.items) {
      details.push((await get(`/nodes/${nodeId}`)).text);
      await get(`/nodes/${nodeId}/history?hours=1`);
      details.push((await get(`/nodes/${nodeId}/snapshots`)).text);
    }
    await get('/fleet');
    // The request was echoed, so there was something to mask.
    for (const quoted of [
      'error -32000: ***',
      'Geth/***',
      'got \\"***',
      'SignatureDoesNotMatch',
    ]) {
      expect(details.join()).toContain(quoted);
    }

    const tables = [
      'nodes',
      'node_states',
      'node_reports',
      'node_transitions',
      'node_points',
      'clusters',
      'snapshot_lists',
      'snapshots',
    ];
    for (const table of tables) {
      expectNoCanary(table, JSON.stringify(await knex(table).select()));
    }
    expectNoCanary('the log', JSON.stringify(logged));
    expectNoCanary('signals', JSON.stringify(published));
    expect(published.length).toBeGreaterThan(0);
    expectNoCanary('events', JSON.stringify(events));
    expect(events.length).toBeGreaterThan(0);
    expectNoCanary('notifications', JSON.stringify(notifications));
    expect(notifications.length).toBeGreaterThan(10);
    expectNoCanary('audit events', JSON.stringify(audited));
    expect(audited.length).toBeGreaterThan(10);
  });
});
