import { createMockDirectory } from '@backstage/backend-test-utils';
import type { FoundNode } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { z } from 'zod';
import { chartWorkload } from '../../../__testUtils__/thirdPartyCharts';
import { toEnglish } from '../../../__testUtils__/toEnglish';
import { FakeExecutionClients } from '../../../__testUtils__/FakeExecutionClients';
import { RecordedApiServer } from '../../../__testUtils__/RecordedApiServer';
import { KubeConfigAccess } from '../KubeConfigAccess';
import { KubernetesSource } from '../KubernetesSource';
import { thirdPartyRuleSchema } from './rule';
import { itemAt } from '../../../__testUtils__/itemAt';

jest.setTimeout(180_000);

const signal = new AbortController().signal;
const options = { signal, timeoutMs: 20_000 };
const directory = createMockDirectory();
const schema = thirdPartyRuleSchema(z.string(), z.string());
let api: RecordedApiServer;
let clients: FakeExecutionClients;
beforeAll(async () => {
  clients = await FakeExecutionClients.start();
});
afterAll(() => clients.stop());
beforeEach(async () => {
  api = await RecordedApiServer.start();
});
afterEach(() => api.stop());

const GETH = 'app.kubernetes.io/name=geth';
const LIGHTHOUSE = 'app.kubernetes.io/name=lighthouse';

/** Sets the objects that the API server lists for a selector. */
function lists(
  selector: string,
  ...workloads: Array<ReturnType<typeof chartWorkload>>
) {
  const query = new URLSearchParams({ labelSelector: selector });
  const list = (items: object[]) => ({
    status: 200,
    body: { metadata: {}, items },
  });
  api.overrides.set(
    `/statefulsets?${query}&`,
    list(workloads.map(({ statefulSet }) => statefulSet)),
  );
  api.overrides.set(
    `/pods?${query}&`,
    list(workloads.flatMap(({ pods }) => pods)),
  );
}

async function sourceWith(...rules: object[]): Promise<KubernetesSource> {
  directory.setContent({
    kubeconfig: JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [
        {
          name: 'recorded',
          cluster: { server: api.url, 'insecure-skip-tls-verify': true },
        },
      ],
      users: [{ name: 'reader', user: { token: 'reader' } }],
      contexts: [
        { name: 'reader', context: { cluster: 'recorded', user: 'reader' } },
      ],
    }),
  });
  return new KubernetesSource(
    await KubeConfigAccess.load({
      path: directory.resolve('kubeconfig'),
      inClusterName: 'unused',
    }),
    rules.map(rule => schema.parse(rule)),
  );
}

/** Nodes of third-party charts; all recorded nodes have the role label. */
async function othersIn(source: KubernetesSource): Promise<FoundNode[]> {
  const { places } = await source.discover({ signal });
  return places.flatMap(place =>
    place.status === 'ok'
      ? place.nodes.filter(({ role }) => role === undefined)
      : [],
  );
}

describe('findThirdPartyNodes', () => {
  it('finds nodes by label and port: one chart for each client, paired by release', async () => {
    lists(GETH, chartWorkload('charts/geth'));
    lists(
      LIGHTHOUSE,
      chartWorkload(
        'ethpandaops/ethereum-helm-charts@5d6d4565ff1862a8a8ace40e0cc1783246ce02af charts/lighthouse',
      ),
      chartWorkload('charts/lighthouse 0.8.6', { namespace: 'elsewhere' }),
    );
    const source = await sourceWith({
      selector: GETH,
      executionPort: 'http-rpc',
      consensus: { selector: LIGHTHOUSE, port: 'http-api' },
      network: 'sepolia',
      executionClient: 'geth',
      owner: 'group:default/payments',
    });
    expect(await othersIn(source)).toEqual([
      {
        id: 'reader~eth~pod:payments-geth-0',
        name: 'payments-geth-0',
        cluster: 'reader',
        namespace: 'eth',
        network: 'sepolia',
        executionClient: 'geth',
        consensusClient: undefined,
        ownerRef: 'group:default/payments',
        entityRef: undefined,
        locator: {
          kind: 'others',
          execution: { pod: 'payments-geth-0', port: 8545 },
          consensus: { pod: 'payments-lighthouse-0', port: 5052 },
        },
      },
    ]);
  });

  it('finds both clients in one pod, and reads name, network and owner from labels and annotations', async () => {
    const erigon = 'app.kubernetes.io/name=erigon,tier!=test';
    lists(
      erigon,
      chartWorkload('charts/erigon', {
        labels: { chain: 'hoodi' },
        annotations: {
          'ethereum.nodeyard.io/owner': 'group:treasury',
          'ethereum.nodeyard.io/entity-ref': 'component:default/erigon',
        },
      }),
    );
    const source = await sourceWith({
      selector: erigon,
      executionPort: 'http-jsonrpc',
      consensus: { port: 5555 },
      networkLabel: 'chain',
      nameLabel: 'app.kubernetes.io/instance',
    });
    expect(await othersIn(source)).toMatchObject([
      {
        name: 'payments',
        network: 'hoodi',
        ownerRef: 'group:default/treasury',
        entityRef: 'component:default/erigon',
        locator: {
          execution: { pod: 'payments-erigon-stateful-node-0', port: 8545 },
          consensus: { pod: 'payments-erigon-stateful-node-0', port: 5555 },
        },
      },
    ]);
  });

  it('reports one node for each desired pod, including missing ones', async () => {
    const { statefulSet, pods } = chartWorkload('charts/geth', { replicas: 3 });
    lists(GETH, { statefulSet, pods: pods.slice(0, 2) });
    const source = await sourceWith({
      selector: GETH,
      executionPort: 'http-rpc',
    });
    const nodes = await othersIn(source);
    expect(nodes.map(({ name, network }) => [name, network])).toEqual([
      ['payments-geth-0', 'unknown'],
      ['payments-geth-1', 'unknown'],
      ['payments-geth-2', 'unknown'],
    ]);
    expect(toEnglish(await source.read(itemAt(nodes, 2), options))).toEqual({
      kind: 'down',
      reason: expect.stringContaining('has no pod payments-geth-2'),
    });
  });

  it('reports a StatefulSet that is scaled to 0', async () => {
    lists(GETH, chartWorkload('charts/geth', { replicas: 0 }));
    const source = await sourceWith({ selector: GETH, executionPort: 8545 });
    const node = itemAt(await othersIn(source), 0);
    expect(toEnglish(await source.read(node, options))).toEqual({
      kind: 'down',
      reason: 'StatefulSet payments-geth is scaled to 0 replicas',
    });
  });

  it('excludes pods of an earlier rule, and those with the label of the chart', async () => {
    const role = { 'ethereum.nodeyard.io/role': 'sync' };
    lists(GETH, chartWorkload('charts/geth'));
    lists('app.kubernetes.io/instance', chartWorkload('charts/geth'));
    lists(
      'all',
      chartWorkload('charts/geth', { labels: role, namespace: 'x' }),
    );
    const rule = { executionPort: 'http-rpc' };
    const source = await sourceWith(
      { ...rule, selector: GETH, network: 'sepolia' },
      { ...rule, selector: 'app.kubernetes.io/instance', network: 'hoodi' },
      { ...rule, selector: 'all' },
    );
    expect(await othersIn(source)).toMatchObject([{ network: 'sepolia' }]);
  });

  it('searches in the clusters of the rule', async () => {
    lists(GETH, chartWorkload('charts/geth'));
    const source = await sourceWith({
      selector: GETH,
      executionPort: 'http-rpc',
      clusters: ['other'],
    });
    expect(await othersIn(source)).toEqual([]);
    const { places } = await source.discover({ signal });
    expect(places.map(toEnglish).at(-1)).toEqual({
      cluster: 'other',
      status: 'error',
      error:
        'ethereumNodes.kubernetes.thirdParty.0.clusters: unknown cluster "other"; use one of reader',
    });
  });

  it('keeps the nodes of a cluster whose list fails', async () => {
    lists(GETH, chartWorkload('charts/geth'));
    api.overrides.set(
      `/pods?${new URLSearchParams({ labelSelector: GETH })}&`,
      { status: 500, body: { kind: 'Status', message: 'etcd is gone' } },
    );
    const source = await sourceWith({
      selector: GETH,
      executionPort: 'http-rpc',
    });
    const { places } = await source.discover({ signal });
    expect(places.map(toEnglish)).toMatchObject([
      { status: 'error', error: expect.stringContaining('etcd') },
    ]);
  });

  it.each([
    [
      { executionPort: 'http-jsonrpc' },
      'Pod payments-geth-0 has no port "http-jsonrpc" (ethereumNodes.kubernetes.thirdParty.0.executionPort); it has p2p-tcp, http-rpc, auth-rpc, metrics',
    ],
    [
      { executionPort: 8545, consensus: { port: 'http-api' } },
      'Pod payments-geth-0 has no port "http-api" (ethereumNodes.kubernetes.thirdParty.0.consensus.port); it has p2p-tcp, http-rpc, auth-rpc, metrics',
    ],
    [
      {
        executionPort: 8545,
        consensus: { port: 5052, selector: LIGHTHOUSE, pairBy: 'release' },
      },
      'StatefulSet payments-geth has no label release, which ethereumNodes.kubernetes.thirdParty.0.consensus.pairBy requires to find its consensus client',
    ],
    [
      { executionPort: 8545, consensus: { port: 5052, selector: LIGHTHOUSE } },
      '0 StatefulSets selected by ethereumNodes.kubernetes.thirdParty.0.consensus.selector have the label app.kubernetes.io/instance=payments in namespace eth; exactly one is required',
    ],
  ])('say what does not fit them in the rule %j', async (rule, reason) => {
    lists(GETH, chartWorkload('charts/geth'));
    lists(LIGHTHOUSE);
    const source = await sourceWith({ selector: GETH, ...rule });
    const node = itemAt(await othersIn(source), 0);
    expect(toEnglish(await source.read(node, options))).toEqual({
      kind: 'failed',
      answered: true,
      reason,
    });
  });
});

describe('readThirdPartyNode', () => {
  const proxied = '/api/v1/namespaces/eth/pods/payments-geth-0:8545/proxy/';

  const nodeIn = async (waiting?: string) => {
    lists(GETH, chartWorkload('charts/geth', { waiting }));
    const source = await sourceWith({
      selector: GETH,
      executionPort: 'http-rpc',
    });
    const node = itemAt(await othersIn(source), 0);
    return { source, node };
  };

  it('calls the client through the API server, and nothing else', async () => {
    const { source, node } = await nodeIn();
    api.forwards.set(proxied, clients.url('synced', 1));
    expect(await source.read(node, options)).toMatchObject({
      kind: 'sample',
      sample: {
        execution: { kind: 'ok', value: { chainId: 7332 } },
        consensus: { kind: 'not-configured' },
      },
    });
    const sent = api.requests.filter(({ method }) => method !== 'GET');
    expect(
      new Set(sent.map(({ method, path }) => `${method} ${path}`)),
    ).toEqual(new Set([`POST ${proxied}`]));
  });

  it('names the verb that the service account lacks', async () => {
    const { source, node } = await nodeIn();
    api.overrides.set(proxied, {
      status: 403,
      body: {
        kind: 'Status',
        message:
          'pods "payments-geth-0:8545" is forbidden: User "system:serviceaccount:backstage:backstage" cannot create resource "pods/proxy" in API group "" in the namespace "eth"',
      },
    });
    expect(toEnglish(await source.read(node, options))).toEqual({
      kind: 'failed',
      answered: true,
      reason: 'The service account may not use pods/proxy in cluster reader',
      denied: expect.stringContaining(
        'Grant the verb "create" on the resource "pods/proxy"',
      ),
    });
  });

  // As a real API server responds (Kubernetes 1.34).
  const refused = {
    status: 503,
    body: {
      kind: 'Status',
      message:
        'error trying to reach service: dial tcp 10.0.0.7:8545: connect: connection refused',
    },
  };

  it('reports a closed port as unreachable', async () => {
    const { source, node } = await nodeIn();
    api.overrides.set(proxied, refused);
    expect(await source.read(node, options)).toMatchObject({
      kind: 'sample',
      sample: {
        execution: {
          kind: 'failed',
          reason: 'refused',
          detail: 'payments-geth-0:8545 (connection refused)',
        },
      },
    });
  });

  it('reports why the pod does not run', async () => {
    const { source, node } = await nodeIn('CrashLoopBackOff');
    api.overrides.set(proxied, refused);
    expect(toEnglish(await source.read(node, options))).toEqual({
      kind: 'down',
      reason: expect.stringContaining('keeps crashing'),
    });
  });

  it('is unknown while the API server is silent', async () => {
    const { source, node } = await nodeIn();
    api.overrides.set(proxied, 'hang');
    expect(
      toEnglish(await source.read(node, { signal, timeoutMs: 1000 })),
    ).toEqual({
      kind: 'failed',
      answered: false,
      reason: 'Pod payments-geth-0 cannot be reached: no answer in 900 ms',
    });
  });

  it('reports an invalid response of another server', async () => {
    const { source, node } = await nodeIn();
    api.overrides.set(proxied, { status: 200, body: '<html>' });
    expect(await source.read(node, options)).toMatchObject({
      kind: 'sample',
      sample: { execution: { kind: 'failed', reason: 'invalid-response' } },
    });
  });
});

describe('thirdPartyRuleSchema', () => {
  const faultsOf = (rule: object) =>
    schema
      .safeParse({ selector: GETH, executionPort: 8545, ...rule })
      .error?.issues.map(
        ({ path, message }) => `${path.join('.')}: ${message}`,
      );

  it.each([
    'app.kubernetes.io/name=geth',
    'a in (b, c),!d,e notin (f),g!=h,i==j,k',
    'chain=',
  ])('takes the selector %s', selector => {
    expect(faultsOf({ selector })).toBeUndefined();
  });

  it.each(['', 'a=b,', 'a in b', 'a b', 'a=b&c', '=b', 'a/b/c'])(
    'refuses the selector %j',
    selector => {
      expect(faultsOf({ selector })?.[0]).toMatch(
        /^selector: ".*" is not a valid part of a label selector: use key=value/,
      );
    },
  );

  it.each([
    [{ executionPort: 'HTTP' }, /^executionPort: "HTTP" is not a port: use/],
    [{ executionPort: 70_000 }, /^executionPort: "70000" is not a port: use/],
    [{ consensus: {} }, /^consensus\.port: "undefined" is not a port/],
    [{ networkLabel: 'a b' }, /^networkLabel: "a b" is not a label key/],
    [{ network: 'sepolia', networkLabel: 'a' }, /remove one of them/],
    [{ containers: ['geth'] }, /Unrecognized key/],
  ])('refuses %j', (rule, words) => {
    expect(faultsOf(rule)?.[0]).toMatch(words);
  });
});
