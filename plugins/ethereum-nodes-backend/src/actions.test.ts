import {
  actionsRegistryServiceFactory,
  actionsServiceFactory,
} from '@backstage/backend-defaults/alpha';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import mcpActionsPlugin from '@backstage/plugin-mcp-actions-backend';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { ManualScheduler } from './__testUtils__/ManualScheduler';
import ethereumNodesPlugin from './index';

jest.setTimeout(180_000);

/** Permissions that the policy denies. */
let denied: string[] = [];
const decide = async (requests: Array<{ permission: { name: string } }>) =>
  requests.map(({ permission }) => {
    const result: AuthorizeResult.ALLOW | AuthorizeResult.DENY =
      denied.includes(permission.name)
        ? AuthorizeResult.DENY
        : AuthorizeResult.ALLOW;
    return { result };
  });

let client: Client;

beforeAll(async () => {
  const scheduler = new ManualScheduler();
  const { server } = await startTestBackend({
    features: [
      ethereumNodesPlugin,
      mcpActionsPlugin,
      actionsRegistryServiceFactory,
      actionsServiceFactory,
      scheduler.factory,
      // Not the mock of backend-test-utils, which is reset before each test.
      createServiceFactory({
        service: coreServices.permissions,
        deps: {},
        factory: () => ({ authorize: decide, authorizeConditional: decide }),
      }),
      mockServices.rootConfig.factory({
        data: {
          backend: { actions: { pluginSources: ['ethereum-nodes'] } },
          ethereumNodes: {
            nodes: {
              gone: {
                network: 'sepolia',
                executionUrl: 'http://127.0.0.1:9',
                owner: 'group:payments',
              },
            },
          },
        },
      }),
    ],
  });
  await scheduler.run('discover', 'poll');
  client = new Client({ name: 'test', version: '1' });
  const url = new URL(`http://127.0.0.1:${server.port()}/api/mcp-actions/v1`);
  await client.connect(
    new StreamableHTTPClientTransport(url, {
      requestInit: {
        headers: { authorization: mockCredentials.user.header() },
      },
    }),
  );
});
afterAll(() => client.close());
beforeEach(() => {
  denied = [];
});

const call = async (name: string, input: Record<string, unknown> = {}) =>
  (await client.callTool({
    name: `ethereum-nodes.${name}`,
    arguments: input,
  })) as CallToolResult;

const outputOf = async (name: string, input?: Record<string, unknown>) => {
  const { isError, content, structuredContent } = await call(name, input);
  expect({ isError, content }).toEqual({ isError: undefined, content });
  return structuredContent;
};

const errorOf = async (name: string, input?: Record<string, unknown>) => {
  const { isError, content } = await call(name, input);
  expect(isError).toBe(true);
  const [first] = content;
  return first?.type === 'text' ? first.text : '';
};

describe('an MCP client', () => {
  it('finds the actions, and which of them changes something', async () => {
    const { tools } = await client.listTools();
    const hints = tools.map(({ name, annotations }) => [
      name.replace('ethereum-nodes.', ''),
      annotations?.readOnlyHint,
      annotations?.destructiveHint,
      annotations?.idempotentHint,
    ]);
    expect(hints).toEqual([
      ['list-nodes', true, false, true],
      ['get-node-health', true, false, true],
      ['explain-node-state', true, false, true],
      ['list-snapshots', true, false, true],
      ['request-snapshot', false, true, false],
    ]);
    for (const { description, inputSchema } of tools) {
      expect(description).toMatch(/\.$/);
      expect(inputSchema.additionalProperties).toBe(false);
    }
  });

  it('lists nodes and gets the health of one, with reasons', async () => {
    const list = await outputOf('list-nodes', {
      state: ['UNREACHABLE'],
      owner: ['group:default/payments'],
    });
    expect(list).toMatchObject({
      totalItems: 1,
      nodes: [{ id: 'static~gone', state: 'UNREACHABLE', ready: false }],
    });
    expect(await outputOf('list-nodes', { search: 'none' })).toEqual({
      totalItems: 0,
      nodes: [],
    });
    expect(
      await outputOf('get-node-health', { id: 'static~gone' }),
    ).toMatchObject({
      state: 'UNREACHABLE',
      reasons: expect.arrayContaining([expect.any(String)]),
      runbook: expect.stringMatching(/#unreachable$/),
    });
  });

  it('gets a state explained', async () => {
    const stalled = await outputOf('explain-node-state', { state: 'STALLED' });
    expect(stalled).toMatchObject({
      term: 'Stalled',
      ready: 'no',
      severity: 4,
      runbookSection: expect.any(String),
    });
  });

  it('lists snapshots', async () => {
    expect(await outputOf('list-snapshots', { id: 'static~gone' })).toEqual({
      snapshots: [],
      totalItems: 0,
      storeErrors: [],
    });
  });

  it('gets the reason why a snapshot cannot be requested', async () => {
    expect(await errorOf('request-snapshot', { id: 'static~gone' })).toMatch(
      /^NotImplementedError: .*requestSnapshots: true/,
    );
  });

  it('has the permissions of its user', async () => {
    denied = ['ethereum-nodes.snapshot.create'];
    expect(await errorOf('request-snapshot', { id: 'static~gone' })).toMatch(
      /^NotAllowedError: .*ethereum-nodes\.snapshot\.create/,
    );
    denied = ['ethereum-nodes.node.read'];
    for (const [name, input] of [
      ['list-nodes', {}],
      ['get-node-health', { id: 'static~gone' }],
      ['list-snapshots', { id: 'static~gone' }],
      ['request-snapshot', { id: 'static~gone' }],
    ] as const) {
      expect(await errorOf(name, input)).toMatch(
        /^NotAllowedError: .*ethereum-nodes\.node\.read/,
      );
    }
  });

  it.each([
    ['get-node-health', { id: 'static~none' }, /^NotFoundError: .*static~none/],
    ['get-node-health', {}, /^InputError: .*"id"/s],
    ['get-node-health', { id: 'a'.repeat(2001) }, /^InputError: .*2000/s],
    ['get-node-health', { id: '../fleet' }, /^NotFoundError: /],
    ['get-node-health', { id: '..' }, /^(InputError|NotFoundError): /],
    ['get-node-health', { id: 'a\u0000b' }, /^(InputError|NotFoundError): /],
    ['list-nodes', { state: ['FINE'] }, /^InputError: .*UNREACHABLE/s],
    ['list-nodes', { limit: 1e9 }, /^InputError: .*100/s],
    ['list-nodes', { cursor: 'no cursor' }, /^InputError: /],
    ['list-nodes', { network: ['a\u0000b'] }, /^InputError: /],
    ['list-nodes', { filters: {} }, /^InputError: .*filters/s],
    ['explain-node-state', { state: '__proto__' }, /^InputError: /],
    ['no-such-action', {}, /^NotFoundError: /],
  ] as const)('gets the error of %s for %j', async (name, input, expected) => {
    expect(await errorOf(name, input)).toMatch(expected);
  });
});
