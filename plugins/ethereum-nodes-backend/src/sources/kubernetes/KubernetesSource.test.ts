import { createMockDirectory } from '@backstage/backend-test-utils';
import type {
  FoundNode,
  NodeReading,
} from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { applyMaintenance, nodeStates } from '@nodeyard/ethereum';
import type { Account } from '../../__testUtils__/RecordedApiServer';
import { RecordedApiServer } from '../../__testUtils__/RecordedApiServer';
import { toEnglish } from '../../__testUtils__/toEnglish';
import { aSample, aStatus } from '../../__testUtils__/builders';
import { KubeConfigAccess } from './KubeConfigAccess';
import { KubernetesSource } from './KubernetesSource';

jest.setTimeout(180_000);

const signal = new AbortController().signal;
const directory = createMockDirectory();
let api: RecordedApiServer;

beforeEach(async () => {
  api = await RecordedApiServer.start();
});
afterEach(() => api.stop());

/** A source with one cluster per account: each context of the kubeconfig connects to the recorded API server as that account. */
async function sourceFor(...accounts: Account[]): Promise<KubernetesSource> {
  directory.setContent({
    kubeconfig: JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [
        {
          name: 'recorded', // client-node requires this for plain HTTP.
          cluster: { server: api.url, 'insecure-skip-tls-verify': true },
        },
      ],
      users: accounts.map(name => ({ name, user: { token: name } })),
      contexts: accounts.map(name => ({
        name,
        context: { cluster: 'recorded', user: name },
      })),
    }),
  });
  const path = directory.resolve('kubeconfig');
  return new KubernetesSource(
    await KubeConfigAccess.load({ path, inClusterName: 'unused' }),
  );
}

async function nodesOf(
  source: KubernetesSource,
): Promise<Record<string, FoundNode>> {
  const { places } = await source.discover({ signal });
  const nodes = places.flatMap(place =>
    place.status === 'ok' ? place.nodes : [],
  );
  return Object.fromEntries(nodes.map(node => [node.name, node]));
}

async function readingOf(
  name: string,
  account: Account = 'reader',
): Promise<NodeReading> {
  const source = await sourceFor(account);
  const hangs = [...api.overrides.values()].includes('hang');
  // Short only if the test expects a timeout, because responses may take long on a busy machine.
  const timeoutMs = hangs ? 500 : 10_000;
  const node = (await nodesOf(source))[name];
  if (!node) throw new Error(`No node ${name}`);
  return toEnglish(await source.read(node, { signal, timeoutMs }));
}

describe('discovery in a cluster', () => {
  it('finds every StatefulSet and pool with the label on all pages, with GET requests only', async () => {
    const nodes = await nodesOf(await sourceFor('reader'));
    expect(Object.keys(nodes).sort()).toEqual([
      'at-rest',
      'crashing',
      'geth',
      'no-image',
      'no-place',
      'no-secret',
      'preparing',
      'refused',
      'rpc',
      'rpc-at-rest',
      'silent',
    ]);
    expect(
      api.requests.filter(({ path }) => path.includes('continue=')),
    ).toHaveLength(3);
    expect(new Set(api.requests.map(({ method }) => method))).toEqual(
      new Set(['GET']),
    );
  });

  it('reads identity, owner and clients from labels and annotations', async () => {
    const { geth } = await nodesOf(await sourceFor('reader'));
    expect(geth).toEqual({
      id: 'reader~payments~geth',
      name: 'geth',
      cluster: 'reader',
      namespace: 'payments',
      network: 'sepolia',
      role: 'sync',
      executionClient: 'geth',
      consensusClient: 'lighthouse',
      ownerRef: 'group:default/payments',
      entityRef: 'component:default/payments-eth-geth',
      seriesName: 'geth',
      facts: expect.arrayContaining([
        expect.objectContaining({ kind: 'revision', subject: 'geth' }),
      ]),
      locator: { pods: [{ name: 'geth-0', port: 8099 }] },
    });
  });

  it('reports a pool of three pods as one node', async () => {
    const { rpc } = await nodesOf(await sourceFor('reader'));
    expect(rpc).toMatchObject({
      id: 'reader~pools~rpc',
      role: 'serve',
      executionClient: 'geth',
      entityRef: 'component:default/payments-eth-rpc',
      locator: { deployment: 'rpc', wanted: 3 },
    });
  });

  it('names the verb and resource that RBAC lacks, and discovers the other clusters', async () => {
    const { places } = await (
      await sourceFor('stranger', 'reader', 'anonymous')
    ).discover({ signal });
    expect(places.map(toEnglish)).toMatchObject([
      {
        cluster: 'stranger',
        status: 'unauthorized',
        error: expect.stringContaining(
          'Grant the verb "list" on the resource "statefulsets"',
        ),
      },
      { cluster: 'reader', status: 'ok' },
      {
        cluster: 'anonymous',
        status: 'unauthorized',
        error: expect.stringContaining('does not accept the credentials (401)'),
      },
    ]);
  });

  it.each([
    [
      'an answer that is no list',
      { status: 200, body: { kind: 'Table' } },
      "The cluster's list of statefulsets is invalid",
    ],
    [
      'an answer that is no JSON',
      { status: 200, body: '<html>' },
      "The cluster's list of statefulsets is invalid",
    ],
    [
      'a failing API server',
      { status: 500, body: { kind: 'Status', message: 'etcd is gone' } },
      '500 when asked for statefulsets. It says: etcd is gone',
    ],
    [
      'an expired page',
      { status: 410, body: { kind: 'Status', message: 'too old' } },
      '410',
    ],
  ])('takes %s for an error of that cluster', async (_, answer, words) => {
    api.overrides.set('/statefulsets', answer);
    const { places } = await (await sourceFor('reader')).discover({ signal });
    expect(places.map(toEnglish)).toMatchObject([
      {
        cluster: 'reader',
        status: 'error',
        error: expect.stringContaining(words),
      },
    ]);
  });

  it('reports a cluster as unreachable if the connection is refused', async () => {
    const source = await sourceFor('reader');
    await api.stop();
    const { places } = await source.discover({ signal });
    expect(places.map(toEnglish)).toMatchObject([
      {
        status: 'unreachable',
        error: expect.stringContaining(
          'The cluster does not answer: connect ECONNREFUSED',
        ),
      },
    ]);
    api = await RecordedApiServer.start();
  });
});

describe('reading a node in a cluster', () => {
  it("reads its sidecar's status through the API server", async () => {
    expect(await readingOf('geth')).toMatchObject({
      kind: 'status',
      status: { verdict: { state: 'SYNCED' } },
    });
    expect(api.requests.at(-1)?.path).toBe(
      '/api/v1/namespaces/payments/pods/geth-0:8099/proxy/status',
    );
  });

  it.each(nodeStates.filter(state => state !== 'MAINTENANCE'))(
    'reads the planned stop if it may explain the verdict: %s',
    async state => {
      const status = aStatus({ state, ready: false });
      api.overrides.set('/proxy/status', { status: 200, body: status });
      await readingOf('geth');
      const asked = api.requests
        .map(({ path }) => path)
        .filter(path => path.includes('fieldSelector=metadata.name'));
      const now = Date.now();
      const isExplained =
        applyMaintenance(
          status.verdict,
          { kind: 'snapshot', by: 'a test', since: now, until: now + 60_000 },
          now,
        ) !== status.verdict;
      expect(asked).toHaveLength(isExplained ? 3 : 0);
    },
  );

  it('reads no planned stop of a node that is ready', async () => {
    const status = aStatus({ state: 'BEHIND', ready: true });
    api.overrides.set('/proxy/status', { status: 200, body: status });
    await readingOf('geth');
    expect(api.requests.at(-1)?.path).toContain('/proxy/status');
  });

  it.each([
    ['at-rest', 'StatefulSet at-rest is scaled to 0 replicas'],
    [
      'refused',
      'StatefulSet refused has no pod: see `kubectl --namespace walled describe statefulset refused`',
    ],
    [
      'crashing',
      'Pod crashing-0: container geth keeps crashing, 3 restarts: last exit code 3 (Error): ' +
        'Fatal: Failed to create the protocol stack: incompatible genesis',
    ],
    [
      'no-image',
      'Pod no-image-0: image cluster.test/geth:nowhere of container geth cannot be pulled: ImagePullBackOff',
    ],
    [
      'no-place',
      'Pod no-place-0 cannot be scheduled: 0/1 nodes are available: 1 Insufficient memory.',
    ],
    [
      'no-secret',
      'Pod no-secret-0: container geth cannot start: CreateContainerConfigError: secret "absent" not found',
    ],
    [
      'preparing',
      'Pod preparing-0 is being prepared by its init container restore-snapshot',
    ],
  ])('says why %s does not run', async (name, words) => {
    // Responses that were not recorded are 404; the state of the pod explains them.
    expect(await readingOf(name)).toEqual({
      kind: 'down',
      reason: expect.stringContaining(words),
    });
  });

  it('does not report a node as down if its pod runs and its sidecar is silent', async () => {
    expect(await readingOf('silent')).toEqual({
      kind: 'failed',
      answered: true,
      reason: expect.stringMatching(
        /^The sidecar of pod silent-0 does not answer: .*connection refused$/,
      ),
    });
  });

  it('names the permission that the service account lacks', async () => {
    expect(await readingOf('geth', 'lister')).toEqual({
      kind: 'failed',
      answered: true,
      reason: 'The service account may not get pods/proxy in cluster lister',
      denied: expect.stringContaining(
        'Grant the verb "get" on the resource "pods/proxy"',
      ),
    });
  });

  it('times out on a sidecar that hangs', async () => {
    api.overrides.set('/proxy/status', 'hang');
    expect(await readingOf('geth')).toEqual({
      kind: 'failed',
      answered: false,
      reason: 'The sidecar of pod geth-0 cannot be read: no answer in 500 ms',
    });
  });

  it.each([
    [
      'something else',
      '{"hello":"world"}',
      'answers /status with something else',
    ],
    [
      'another version of the status',
      '{"schemaVersion":2}',
      'answers /status with something else',
    ],
    [
      'more than a status may be',
      `"${'x'.repeat(300_000)}"`,
      'larger than 262144 bytes',
    ],
  ])('rejects a status: %s', async (_, body, words) => {
    api.overrides.set('/proxy/status', { status: 200, body });
    expect(await readingOf('geth')).toMatchObject({
      kind: 'failed',
      answered: true,
      reason: expect.stringContaining(words),
    });
  });
});

describe('reading a pool in a cluster', () => {
  it('counts pods that receive traffic, with the reasons of the others', async () => {
    const reading = await readingOf('rpc');
    expect(reading).toMatchObject({
      kind: 'status',
      pods: { ready: 2, desired: 3 },
      status: { verdict: { state: 'SYNCED', ready: true } },
    });
    if (reading.kind !== 'status') throw new Error(reading.kind);
    const { summary, reasons } = reading.status.verdict;
    expect(summary).toMatch(
      /^2 of 3 pods ready; rpc-[0-9a-f]+-\w+ is SYNCING$/,
    );
    expect(reasons[0]).toMatch(/is SYNCING: Syncing, 62 % done\.$/);
  });

  it('takes one list and one request to each pod', async () => {
    const source = await sourceFor('reader');
    const { rpc } = await nodesOf(source);
    if (!rpc) throw new Error('No node rpc');
    const before = api.requests.length;
    await source.read(rpc, { signal, timeoutMs: 10_000 });
    expect(api.requests.length - before).toBe(4);
  });

  it('reports a pool that is scaled to 0', async () => {
    expect(await readingOf('rpc-at-rest')).toEqual({
      kind: 'down',
      reason: 'Deployment rpc-at-rest is scaled to 0 replicas',
      pods: { ready: 0, desired: 0 },
    });
  });

  it('reports where to find the reason for refused pods', async () => {
    api.overrides.set('/namespaces/pools/pods', {
      status: 200,
      body: { metadata: {}, items: [] },
    });
    expect(await readingOf('rpc')).toEqual({
      kind: 'down',
      reason:
        'Deployment rpc has no pod: see `kubectl --namespace pools describe deployment rpc`',
      pods: { ready: 0, desired: 3 },
    });
  });

  it('times out on all sidecars of a pool in the time of one', async () => {
    api.overrides.set('/proxy/status', 'hang');
    const reading = await readingOf('rpc');
    expect(reading).toMatchObject({
      kind: 'failed',
      answered: true,
      reason: expect.stringContaining('No pod is known to be ready.'),
    });
    expect(reading).not.toHaveProperty('pods', expect.anything());
  });

  it('does not count a pod with an outdated status', async () => {
    const at = Date.UTC(2026, 10, 1);
    const status = aStatus({}, aSample(at));
    api.overrides.set('/proxy/status', { status: 200, body: status });
    expect(await readingOf('rpc')).toMatchObject({
      kind: 'failed',
      reason: expect.stringMatching(
        /Pod rpc-\S+: The sidecar.s status .* the sidecar or its clock has stopped/,
      ),
    });
  });

  it('names the permission that the service account lacks', async () => {
    api.overrides.set('/proxy/status', { status: 403, body: {} });
    expect(await readingOf('rpc')).toMatchObject({
      kind: 'failed',
      denied: expect.stringContaining('"pods/proxy"'),
    });
  });

  it('reports that pods cannot be listed', async () => {
    api.overrides.set('/namespaces/pools/pods', 'hang');
    expect(await readingOf('rpc')).toEqual({
      kind: 'failed',
      answered: false,
      reason: expect.stringMatching(
        /^The pods of Deployment rpc cannot be listed\. The cluster does not answer: .*timeout/,
      ),
    });
  });
});

describe('KubeConfigAccess', () => {
  it('refuses contexts that are not in the kubeconfig', async () => {
    await sourceFor('reader');
    const path = directory.resolve('kubeconfig');
    await expect(
      KubeConfigAccess.load({ path, contexts: ['prod'], inClusterName: 'x' }),
    ).rejects.toThrow('has no context "prod"; use one of reader');
  });
});
