import type {
  BackstageCredentials,
  SchedulerServiceTaskFunction,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type { PolicyDecision } from '@backstage/plugin-permission-common';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { JsonObject } from '@backstage/types';
import { ethereumNodeReadPermission } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import {
  createEthereumNodeConditionalDecision,
  ethereumNodeConditions,
} from '@nodeyard/backstage-plugin-ethereum-nodes-node';
// Both plugins in one process, because one calls the other.
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import ethereumNodesPlugin from '@nodeyard/backstage-plugin-ethereum-nodes-backend';
import request from 'supertest';
import searchModuleEthereumNodes from './index';

jest.setTimeout(120_000);

const ADA = 'user:default/ada';
const EVE = 'user:default/eve';

const ownedByPayments = ethereumNodeConditions.isOwnedBy({
  owners: ['group:default/payments'],
});

/** A policy: services and operators may read all nodes, Ada those of payments, Eve none. */
function decide(credentials: BackstageCredentials): PolicyDecision {
  const { userEntityRef } = credentials.principal as { userEntityRef?: string };
  if (userEntityRef === ADA) {
    return createEthereumNodeConditionalDecision(
      ethereumNodeReadPermission,
      ownedByPayments,
    );
  }
  return {
    result:
      userEntityRef === EVE ? AuthorizeResult.DENY : AuthorizeResult.ALLOW,
  };
}

/** In place of the permission backend, which refuses the tokens of mocked users. Conditions are evaluated by the plugin. */
const permissions = (server: () => Parameters<typeof request>[0]) =>
  mockServices.permissions.mock({
    authorizeConditional: async (requests, options) =>
      requests.map(() => decide(credentialsOf(options))),
    authorize: async (requests, options) => {
      const decision = decide(credentialsOf(options));
      if (decision.result !== AuthorizeResult.CONDITIONAL) {
        const { result } = decision;
        return requests.map(() => ({ result }));
      }
      const { body } = await request(server())
        .post(
          '/api/ethereum-nodes/.well-known/backstage/permissions/apply-conditions',
        )
        .set('authorization', mockCredentials.service.header())
        .send({
          items: requests.map(({ resourceRef }, index) => ({
            id: String(index),
            resourceType: decision.resourceType,
            resourceRef,
            conditions: decision.conditions,
          })),
        })
        .expect(200);
      return body.items;
    },
  });

function credentialsOf(
  options: { credentials: BackstageCredentials } | object | undefined,
): BackstageCredentials {
  if (options && 'credentials' in options) return options.credentials;
  throw new Error('The search passes credentials');
}

type Features = NonNullable<Parameters<typeof startTestBackend>[0]['features']>;

async function startBackend(
  options: {
    collator?: JsonObject;
    features?: Features;
  } = {},
) {
  const tasks = new Map<string, SchedulerServiceTaskFunction>();
  const node = (owner: string) => ({
    network: 'sepolia',
    executionUrl: 'http://127.0.0.1:9/a-key',
    executionClient: 'geth',
    owner,
  });
  const schedules: unknown[] = [];
  const started: Awaited<ReturnType<typeof startTestBackend>> =
    await startTestBackend({
      features: [
        ...(options.features ?? [ethereumNodesPlugin]),
        searchModuleEthereumNodes,
        import('@backstage/plugin-search-backend'),
        permissions(() => started.server).factory,
        mockServices.rootConfig.factory({
          data: {
            // Otherwise the search shows all documents.
            permission: { enabled: true },
            search: { collators: { ethereumNodes: options.collator } },
            ethereumNodes: {
              nodes: {
                'payments-geth': node('group:payments'),
                'treasury-geth': node('group:treasury'),
              },
            },
          },
        }),
        mockServices.scheduler.mock({
          scheduleTask: async ({ id, fn }) => {
            tasks.set(id, fn);
          },
          createScheduledTaskRunner: schedule => ({
            run: async ({ id, fn }) => {
              tasks.set(id, fn);
              schedules.push(schedule);
            },
          }),
        }).factory,
      ],
    });
  const run = async (id: string) =>
    tasks.get(id)?.(new AbortController().signal);
  const find = async (term: string, user = 'user:default/operator') => {
    const { body } = await request(started.server)
      .get('/api/search/query')
      .query({ term, types: ['ethereum-node'] })
      .set('authorization', mockCredentials.user.header(user))
      .expect(200);
    return body.results.map(
      ({ document }: { document: JsonObject }) => document,
    );
  };
  return { run, find, schedules };
}

const titles = (documents: JsonObject[]) =>
  documents.map(({ title }) => title).sort();

describe('the collator of Ethereum nodes', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

  it('lets users find the nodes that they may read, by name, network and client', async () => {
    const { run, find } = await startBackend();
    await run('discover');
    await run('search_index_ethereum_node');
    expect(titles(await find('sepolia'))).toEqual([
      'payments-geth',
      'treasury-geth',
    ]);
    const [best] = await find('treasury-geth');
    expect(best).toEqual({
      title: 'treasury-geth',
      text: 'Ethereum node: sepolia, geth, group:default/treasury',
      location: '/ethereum-nodes/nodes/static~treasury-geth',
      network: 'sepolia',
      cluster: '',
      owner: 'group:default/treasury',
      client: ['geth'],
    });
    expect(titles(await find('geth', ADA))).toEqual(['payments-geth']);
    expect(await find('treasury', ADA)).toEqual([]);
    expect(await find('geth', EVE)).toEqual([]);
  });

  it('reads its schedule and the path of the fleet page from the configuration', async () => {
    const { run, find, schedules } = await startBackend({
      collator: {
        schedule: { frequency: 'PT1H', timeout: { minutes: 2 } },
        fleetPath: '/nodes',
      },
    });
    expect(schedules).toEqual([
      expect.objectContaining({
        frequency: { hours: 1 },
        timeout: { minutes: 2 },
      }),
    ]);
    await run('discover');
    await run('search_index_ethereum_node');
    expect(await find('payments')).toMatchObject([
      { location: '/nodes/nodes/static~payments-geth' },
    ]);
  });

  it.each([
    [{ fleetPath: 'https://example.com' }, /fleetPath: expected a path/],
    [{ schedule: { frequency: 'often' } }, /ethereumNodes\.schedule: /],
  ])('refuses the configuration %j', async (collator, message) => {
    await expect(startBackend({ collator })).rejects.toThrow(message);
  });

  it('fails with the reason where there is no ethereum-nodes backend', async () => {
    const { run } = await startBackend({ features: [] });
    await expect(run('search_index_ethereum_node')).rejects.toThrow('404');
  });

  it('keeps the index if the nodes cannot be read', async () => {
    const knex = await databases.init('SQLITE_3');
    const { run, find } = await startBackend({
      features: [ethereumNodesPlugin, mockServices.database.factory({ knex })],
    });
    await run('discover');
    await run('search_index_ethereum_node');
    await knex.schema.renameTable('nodes', 'other');
    await expect(run('search_index_ethereum_node')).rejects.toThrow();
    await knex.schema.renameTable('other', 'nodes');
    expect(titles(await find('sepolia'))).toHaveLength(2);
  });
});
