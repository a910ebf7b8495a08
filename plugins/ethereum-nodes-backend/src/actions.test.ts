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
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeCronJobs } from './__testUtils__/FakeCronJobs';
import { ManualScheduler } from './__testUtils__/ManualScheduler';
import { RecordedApiServer } from './__testUtils__/RecordedApiServer';
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
let api: RecordedApiServer;

/** A kubeconfig whose context `reader` is the API server of the test. */
async function writeKubeconfig(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'actions-'));
  const path = join(folder, 'kubeconfig.json');
  await writeFile(
    path,
    JSON.stringify({
      clusters: [
        {
          name: 'reader',
          // Required for a URL without TLS.
          cluster: { server: api.url, 'insecure-skip-tls-verify': true },
        },
      ],
      users: [{ name: 'reader', user: { token: 'reader' } }],
      contexts: [
        { name: 'reader', context: { cluster: 'reader', user: 'reader' } },
      ],
    }),
  );
  return path;
}

beforeAll(async () => {
  api = await RecordedApiServer.start();
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
            kubernetes: {
              access: 'kubeconfig',
              kubeconfig: { path: await writeKubeconfig() },
              requestSnapshots: true,
            },
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
afterAll(async () => {
  await client.close();
  await api.stop();
});
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

  it('requests a snapshot, and gets the Job that a second request is refused for', async () => {
    const cluster = new FakeCronJobs(api, 'payments', 'geth-snapshot');
    const id = 'reader~payments~geth';
    const output = await outputOf('request-snapshot', { id });
    expect(output).toEqual({
      cluster: 'reader',
      namespace: 'payments',
      job: expect.stringMatching(/^geth-snapshot-[0-9a-f]{10}$/),
      cronJob: 'geth-snapshot',
      requestedBy: 'user:default/mock',
      logsCommand: `kubectl --namespace payments logs --follow job/${output?.job}`,
    });
    expect(cluster.jobs.map(({ metadata }) => metadata.name)).toEqual([
      output?.job,
    ]);
    expect(await errorOf('request-snapshot', { id })).toMatch(
      new RegExp(`^ConflictError: .*the Job "${output?.job}"`),
    );
  });

  it('gets the reason why a snapshot cannot be requested', async () => {
    expect(await errorOf('request-snapshot', { id: 'static~gone' })).toMatch(
      /^InputError: .*is not in a Kubernetes cluster/,
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
