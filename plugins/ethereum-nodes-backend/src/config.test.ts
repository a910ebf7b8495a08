import { mockServices } from '@backstage/backend-test-utils';
import { readEthereumNodesConfig } from './config';

const read = (ethereumNodes?: object, rest: object = {}) =>
  readEthereumNodesConfig(
    mockServices.rootConfig({
      data: { ...(ethereumNodes && { ethereumNodes }), ...rest } as never,
    }),
  );

describe('readEthereumNodesConfig', () => {
  it('returns defaults for an empty configuration', () => {
    expect(read()).toEqual({
      // Values: scripts/docs/statements.test.ts compares them with config.d.ts.
      notifications: {
        states: [
          'WRONG_NETWORK',
          'UNREACHABLE',
          'WAITING_FOR_CL',
          'STALLED',
          'BEHIND',
          'UNKNOWN',
        ],
        minimumMs: 300_000,
        digest: { threshold: 5, windowMs: 60_000 },
        fleetPath: '/ethereum-nodes',
      },
      discoverMs: expect.any(Number),
      pollMs: expect.any(Number),
      timeoutMs: expect.any(Number),
      concurrency: expect.any(Number),
      concurrencyPerCluster: expect.any(Number),
      clusterAccess: undefined,
      requestSnapshots: false,
      thirdPartyRules: [],
      nodes: [],
      networks: [],
      allowDeclared: [],
      allowListed: undefined,
      snapshotStores: [],
      snapshotsMs: expect.any(Number),
      links: {
        runbooks:
          'https://github.com/nodeyard/nodeyard/blob/main/docs/runbooks',
      },
    });
  });

  it('reads a price list and budgets, and names what is missing', () => {
    const prices = {
      asOf: '2026-11',
      currency: 'EUR',
      cpuHour: 0.03,
      memoryGibHour: 0.004,
      storageGibMonth: { default: 0.08, 'gp3-fast': 0.1 },
    };
    const budgets = { 'group:payments': 900 };
    expect(read({ cost: { prices, budgets } }).cost).toEqual({
      ...prices,
      storageGibMonth: new Map([
        ['default', 0.08],
        ['gp3-fast', 0.1],
      ]),
      budgets: new Map([['group:default/payments', 900]]),
    });
    const wrong = {
      prices: { ...prices, asOf: 'May', cpuHour: -1, storageGibMonth: {} },
      budgets: { payments: 900 },
    };
    const refused = () => read({ cost: wrong });
    expect(refused).toThrow(/cost\.prices\.asOf: expected a month/);
    expect(refused).toThrow(/cost\.prices\.cpuHour: /);
    expect(refused).toThrow(/storageGibMonth: the key default, .* is missing/);
    expect(refused).toThrow(/"payments" is not a full entity reference/);
  });

  it('discovers clusters through the Kubernetes plugin if that is configured', () => {
    expect(read(undefined, { kubernetes: {} }).clusterAccess).toBe('plugin');
    expect(
      read({ kubernetes: { enabled: false } }, { kubernetes: {} })
        .clusterAccess,
    ).toBeUndefined();
    expect(read({ kubernetes: { enabled: true } }).clusterAccess).toBe(
      'plugin',
    );
  });

  it('discovers clusters by a kubeconfig or the service account of the pod', () => {
    const kubeconfig = { path: '/etc/kubeconfig', contexts: ['eu'] };
    expect(read({ kubernetes: { kubeconfig } }).clusterAccess).toEqual({
      ...kubeconfig,
      inClusterName: 'in-cluster',
    });
    expect(
      read({ kubernetes: { access: 'kubeconfig' } }).clusterAccess,
    ).toEqual({
      inClusterName: 'in-cluster',
    });
  });

  it('refuses link templates with a variable host or an unknown placeholder', () => {
    expect(() =>
      read({
        links: {
          runbooks: 'file:///runbooks',
          dashboard: 'https://grafana.example.com/d/a?var-node={{ nod }}',
          silence: 'https://{{ cluster }}/#/silences/new',
          wiki: 'https://wiki.example.com',
        },
      }),
    ).toThrow(
      /ethereumNodes\.links\.runbooks: [^]*ethereumNodes\.links\.dashboard: [^\n]*"\{\{ nod \}\}"[^]*ethereumNodes\.links\.silence: [^\n]*host[^]*wiki/,
    );
  });

  it('refuses a URL for callers that contains credentials', () => {
    const withUrl = (callersUrl: string) =>
      read({
        nodes: {
          a: { network: 'sepolia', executionUrl: 'http://a:8545', callersUrl },
        },
      });
    expect(withUrl('wss://rpc.example.com/eth').nodes[0]?.callersUrl).toBe(
      'wss://rpc.example.com/eth',
    );
    for (const url of ['http://me:pass@a', 'data:text/html,x', 'rpc:8545']) {
      expect(() => withUrl(url)).toThrow(/nodes\.a\.callersUrl: expected an/);
    }
  });

  it('refuses notifications of states that are no fault, of a digest of one, and links out of the app', () => {
    expect(() =>
      read({
        notifications: {
          states: ['STALLED', 'MAINTENANCE'],
          minimumDuration: { days: 2 },
          digest: { threshold: 1 },
          fleetPath: 'https://example.com',
        },
      }),
    ).toThrow(
      /notifications\.states\.1: MAINTENANCE is not a fault[^]*minimumDuration: expected a duration[^]*digest\.threshold: [^]*fleetPath: expected a path/,
    );
  });

  it('accepts private networks in nodes', () => {
    const { networks, nodes } = read({
      networks: [{ name: 'anvil', chainId: 31_337, secondsPerSlot: 1 }],
      nodes: { a: { network: 'anvil', executionUrl: 'http://127.0.0.1:8545' } },
    });
    expect(networks).toEqual([
      { name: 'anvil', chainId: 31_337, secondsPerSlot: 1 },
    ]);
    expect(nodes[0]?.network).toBe('anvil');
  });

  it('refuses a private network with a built-in name, and one without a chain ID', () => {
    expect(() =>
      read({
        networks: [{ name: 'mainnet', chainId: 5 }, { name: 'Ours' }],
      }),
    ).toThrow(
      /networks\.0\.name: "mainnet" is a built-in network[^]*networks\.1\.name: a network name consists of lower-case[^]*networks\.1\.chainId: /,
    );
  });

  it('normalizes the entity references of static nodes', () => {
    const { nodes } = read({
      nodes: {
        'payments-geth': {
          network: 'sepolia',
          executionUrl: 'http://127.0.0.1:8545',
          owner: 'group:payments',
        },
      },
    });
    expect(nodes).toEqual([
      {
        name: 'payments-geth',
        network: 'sepolia',
        executionUrl: 'http://127.0.0.1:8545',
        owner: 'group:default/payments',
      },
    ]);
  });

  it('reads the allow-lists of declared and listed nodes', () => {
    const allow = [{ scheme: 'https', host: '*.Acme.example', ports: [8545] }];
    const { allowDeclared, allowListed } = read({
      annotations: { allow },
      listedNodes: { allow: [{ scheme: 'http', host: '10.0.0.1' }] },
    });
    expect(allowDeclared).toEqual([{ ...allow[0], host: '*.acme.example' }]);
    expect(allowListed).toEqual([{ scheme: 'http', host: '10.0.0.1' }]);
  });

  it('refuses listed nodes outside of the allow-list, and invalid allow-lists', () => {
    expect(() =>
      read({
        listedNodes: { allow: [{ scheme: 'https', host: '*.acme.example' }] },
        nodes: {
          a: {
            network: 'sepolia',
            executionUrl: 'https://rpc.acme.example/v2/key',
            consensusUrl: 'http://169.254.169.254/latest',
          },
        },
      }),
    ).toThrow(
      /:\n- ethereumNodes\.nodes\.a\.consensusUrl: "http:\/\/169\.254\.169\.254\/\*\*\*" is not allowed: ethereumNodes\.listedNodes\.allow lists no \{ scheme: http, host: 169\.254\.169\.254, ports: \[80\] \}$/,
    );
    expect(() =>
      read({
        annotations: { allow: [{ scheme: 'http', host: '*', ports: [0] }] },
      }),
    ).toThrow(
      /annotations\.allow\.0\.host: "\*" is not a host[^]*annotations\.allow\.0\.ports\.0: /,
    );
  });

  it('refuses invalid third-party rules, and rules without discovery in clusters', () => {
    const rule = { selector: 'a=b', executionPort: 'http-rpc' };
    const withRules = (...thirdParty: object[]) => ({
      kubernetes: { thirdParty },
    });
    expect(() => read(withRules(rule))).toThrow(
      'ethereumNodes.kubernetes.thirdParty: discovery in clusters is disabled. Configure clusters',
    );
    expect(
      read({ kubernetes: { enabled: false, thirdParty: [rule] } })
        .clusterAccess,
    ).toBeUndefined();
    expect(read(withRules(rule), { kubernetes: {} }).thirdPartyRules).toEqual([
      rule,
    ]);
    expect(() =>
      read(
        withRules({
          selector: 'a b',
          executionPort: 'RPC',
          network: 'ropsten',
        }),
        { kubernetes: {} },
      ),
    ).toThrow(
      /thirdParty\.0\.selector: "a b" is not a valid[^]*thirdParty\.0\.executionPort: "RPC" is not a port[^]*thirdParty\.0\.network: unknown network "ropsten"/,
    );
  });

  it('reports all problems at once, each with its key and fix', () => {
    const wrong = {
      nodez: {},
      schedule: { poll: { seconds: 1 } },
      nodes: {
        a: { network: 'ropsten', executionUrl: 'ftp://x', owner: 'payments' },
        'b/c': {
          network: 'sepolia',
          executionUrl: 'https://me:secret@rpc.example',
        },
      },
    };
    expect(() => read(wrong)).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(
          [
            'nodez',
            'schedule.poll: expected a duration from 5 s to 600 s, got 1 s',
            'nodes.a.network: unknown network "ropsten"; use one of mainnet, sepolia, hoodi, devnet, or add it to ethereumNodes.networks',
            'nodes.a.executionUrl: expected an http',
            'nodes.a.owner: "payments" is not a full entity reference',
          ]
            .map(line => line.replace(/[.()]/g, '\\$&'))
            .map(line => `(?=[\\s\\S]*${line})`)
            .join(''),
        ),
      }),
    );
    expect(() => read({ nodes: { b: wrong.nodes['b/c'] } })).toThrow(
      'move them to "headers"',
    );
    expect(() => read({ nodes: { b: wrong.nodes['b/c'] } })).not.toThrow(
      'secret@',
    );
    expect(() => read({ nodes: { 'b/c': wrong.nodes['b/c'] } })).toThrow(
      'a node name consists of letters',
    );
  });

  it('refuses values that are too long for the database', () => {
    const node = { network: 'sepolia', executionUrl: 'http://127.0.0.1:8545' };
    const long = 'x'.repeat(256);
    expect(() =>
      read({ nodes: { a: { ...node, owner: `group:default/${long}` } } }),
    ).toThrow(
      'ethereumNodes.nodes.a.owner: has 270 characters; an entity reference has at most 255',
    );
    expect(() =>
      read({ nodes: { a: { ...node, executionClient: long } } }),
    ).toThrow('ethereumNodes.nodes.a.executionClient: Too big');
    expect(() => read({ nodes: { [long]: node } })).toThrow(
      'a node name has at most 255 characters',
    );
  });
});
