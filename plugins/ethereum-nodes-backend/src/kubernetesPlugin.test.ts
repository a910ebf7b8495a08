import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import kubernetesPlugin from '@backstage/plugin-kubernetes-backend';
import request from 'supertest';
import { chartWorkload } from './__testUtils__/thirdPartyCharts';
import { FakeExecutionClients } from './__testUtils__/FakeExecutionClients';
import { ManualScheduler } from './__testUtils__/ManualScheduler';
import type { Account } from './__testUtils__/RecordedApiServer';
import { RecordedApiServer } from './__testUtils__/RecordedApiServer';
import ethereumNodesPlugin from './index';

jest.setTimeout(180_000);

let api: RecordedApiServer;
beforeEach(async () => {
  api = await RecordedApiServer.start();
});
afterEach(async () => {
  jest.restoreAllMocks();
  await api.stop();
});

const cluster = (name: Account | 'dead', url = api.url) => ({
  name,
  url,
  authProvider: 'serviceAccount',
  serviceAccountToken: name,
});

async function startBackend(
  clusters: object[],
  features: Array<typeof ethereumNodesPlugin> = [kubernetesPlugin],
  others: object[] = [],
) {
  const scheduler = new ManualScheduler();
  const { server } = await startTestBackend({
    features: [
      ethereumNodesPlugin,
      ...features,
      catalogServiceMock.factory(),
      scheduler.factory,
      mockServices.rootConfig.factory({
        data: {
          kubernetes: {
            serviceLocatorMethod: { type: 'multiTenant' },
            clusterLocatorMethods: [{ type: 'config', clusters }],
          },
          ethereumNodes: { kubernetes: { others } },
        },
      }),
    ],
  });
  const get = async (path: string) =>
    (await request(server).get(`/api/ethereum-nodes${path}`).expect(200)).body;
  return { scheduler, get };
}

describe('nodes in clusters, through the real Kubernetes plugin', () => {
  it('are discovered and read with the credentials of the Kubernetes plugin', async () => {
    const { scheduler, get } = await startBackend([cluster('reader')]);
    await scheduler.run('discover', 'poll');

    expect(await get('/nodes?state=SYNCED&q=payments')).toMatchObject({
      totalItems: 1,
      items: [
        {
          id: 'reader~payments~geth',
          cluster: 'reader',
          namespace: 'payments',
          state: 'SYNCED',
          ready: true,
          headNumber: 9712345,
          executionClient: 'geth',
          consensusClient: 'lighthouse',
          executionPeers: 41,
          ownerRef: 'group:default/payments',
        },
      ],
    });
    expect(await get('/nodes/reader~pools~rpc')).toMatchObject({
      role: 'serve',
      state: 'SYNCED',
      ready: true,
      readyReplicas: 2,
      replicas: 3,
      summary: expect.stringMatching(/^2 of 3 pods ready; .* is SYNCING$/),
    });
    expect(await get('/nodes?q=crashing')).toMatchObject({
      items: [
        {
          state: 'UNREACHABLE',
          summary: expect.stringContaining('incompatible genesis'),
        },
      ],
    });
    expect(
      new Set(
        api.requests.map(({ method, account }) => `${method} ${account}`),
      ),
    ).toEqual(new Set(['GET reader']));
  });

  it('come from every reachable cluster; the others report the reason', async () => {
    const { scheduler, get } = await startBackend([
      cluster('dead', 'http://127.0.0.1:9'),
      cluster('stranger'),
      cluster('lister'),
      cluster('reader'),
      {
        name: 'people',
        url: api.url,
        authProvider: 'oidc',
        oidcTokenProvider: 'okta',
      },
    ]);
    await scheduler.run('discover', 'poll');

    const { clusters, byState } = await get('/fleet');
    expect(clusters).toMatchObject([
      {
        name: 'dead',
        status: 'unreachable',
        nodes: 0,
        error: expect.stringContaining('ECONNREFUSED'),
      },
      {
        name: 'lister',
        status: 'unauthorized',
        nodes: 11,
        lastSuccess: expect.any(String),
        error: expect.stringContaining(
          'Grant the verb "get" on the resource "pods/proxy"',
        ),
      },
      {
        name: 'people',
        status: 'unauthorized',
        nodes: 0,
        error: expect.stringContaining('authProvider "oidc"'),
      },
      {
        name: 'reader',
        status: 'ok',
        nodes: 11,
        lastSuccess: expect.any(String),
      },
      {
        name: 'stranger',
        status: 'unauthorized',
        nodes: 0,
        error: expect.stringContaining(
          'Grant the verb "list" on the resource "statefulsets"',
        ),
        errorCoded: { code: 'with-server-message', params: expect.anything() },
      },
    ]);
    expect(byState.SYNCED).toBe(2);
  });

  it('stay UNKNOWN when their cluster becomes unreachable', async () => {
    const { scheduler, get } = await startBackend([cluster('reader')]);
    await scheduler.run('discover', 'poll');
    await api.stop();
    // The next poll is up to a tenth of a period after it.
    const aPeriodLater = Date.now() + 17_000;
    jest.spyOn(Date, 'now').mockImplementation(() => aPeriodLater);
    await scheduler.run('discover', 'poll');

    const node = await get('/nodes/reader~payments~geth');
    expect(node).toMatchObject({
      state: 'SYNCED',
      pollError: expect.stringContaining('The cluster does not answer'),
    });
    expect((await get('/fleet')).clusters).toMatchObject([
      { name: 'reader', status: 'unreachable', nodes: 11 },
    ]);
    api = await RecordedApiServer.start();
  });

  it('are deleted when their cluster is removed from the configuration', async () => {
    const { scheduler, get } = await startBackend([cluster('reader')]);
    await scheduler.run('discover');
    expect((await get('/fleet')).total).toBe(11);
    api.overrides.set('/apis/apps/v1/', {
      status: 200,
      body: { metadata: {}, items: [] },
    });
    await scheduler.run('discover');
    expect((await get('/fleet')).total).toBe(0);
  });
});

describe('nodes of third-party charts, through the real Kubernetes plugin', () => {
  let clients: FakeExecutionClients;
  beforeAll(async () => {
    clients = await FakeExecutionClients.start();
  });
  afterAll(() => clients.stop());

  it('are called by POST, and judged by the reported chain', async () => {
    const selector = 'app.kubernetes.io/name=geth';
    const { statefulSet, pods } = chartWorkload('charts/geth');
    const query = new URLSearchParams({ labelSelector: selector });
    const list = (items: object[]) => ({
      status: 200,
      body: { metadata: {}, items },
    });
    api.overrides.set(`/statefulsets?${query}&`, list([statefulSet]));
    api.overrides.set(`/pods?${query}&`, list(pods));
    api.forwards.set(
      '/pods/payments-geth-0:8545/proxy/',
      clients.url('synced', 1),
    );
    const { scheduler, get } = await startBackend(
      [cluster('reader')],
      [kubernetesPlugin],
      [{ selector, executionPort: 'http-rpc' }],
    );
    await scheduler.run('discover', 'poll');
    expect(await get('/nodes/reader~eth~pod:payments-geth-0')).toMatchObject({
      source: 'kubernetes',
      name: 'payments-geth-0',
      cluster: 'reader',
      namespace: 'eth',
      network: 'devnet',
      state: 'SYNCED',
      executionClient: 'geth',
    });
    const { clusters, total } = await get('/fleet');
    expect([clusters[0].status, total]).toEqual(['ok', 12]);
  });
});

describe('a backend without the Kubernetes plugin', () => {
  it('reports the fix, and continues', async () => {
    const { scheduler, get } = await startBackend([], []);
    await scheduler.run('discover', 'poll');
    expect((await get('/fleet')).clusters).toMatchObject([
      {
        name: 'list of clusters',
        status: 'error',
        error: expect.stringContaining('There is no Kubernetes plugin'),
      },
    ]);
  });
});
