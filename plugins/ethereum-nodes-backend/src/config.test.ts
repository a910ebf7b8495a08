import { mockServices } from '@backstage/backend-test-utils';
import { readEthereumNodesConfig } from './config';

const read = (ethereumNodes?: object, rest: object = {}) =>
  readEthereumNodesConfig(
    mockServices.rootConfig({
      data: { ...(ethereumNodes && { ethereumNodes }), ...rest } as never,
    }),
  );

describe('the configuration', () => {
  it('needs nothing', () => {
    expect(read()).toEqual({
      discoverMs: 60_000,
      pollMs: 15_000,
      timeoutMs: 5000,
      concurrency: 64,
      concurrencyPerCluster: 16,
      clusterAccess: undefined,
      thirdPartyRules: [],
      nodes: [],
      networks: [],
      allowDeclared: [],
      allowListed: undefined,
      snapshotStores: [],
      snapshotsMs: 300_000,
      links: {
        runbooks:
          'https://github.com/nodeyard/nodeyard/blob/main/docs/runbooks',
      },
    });
  });

  it('looks into clusters through the Kubernetes plugin where that is configured', () => {
    expect(read(undefined, { kubernetes: {} }).clusterAccess).toBe('plugin');
    expect(
      read({ kubernetes: { enabled: false } }, { kubernetes: {} })
        .clusterAccess,
    ).toBeUndefined();
    expect(read({ kubernetes: { enabled: true } }).clusterAccess).toBe(
      'plugin',
    );
  });

  it('looks into clusters by a kubeconfig or from within one', () => {
    const kubeconfig = { path: '/etc/kubeconfig', contexts: ['eu'] };
    expect(read({ kubernetes: { kubeconfig } }).clusterAccess).toEqual({
      ...kubeconfig,
      inClusterName: 'in-cluster',
    });
    expect(
      read({ kubernetes: { gateway: 'kubeconfig' } }).clusterAccess,
    ).toEqual({
      inClusterName: 'in-cluster',
    });
  });

  it('refuses templates of links that lead elsewhere or name what is not known, by their keys', () => {
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

  it('refuses a URL for callers that holds credentials', () => {
    const withUrl = (callersUrl: string) =>
      read({
        nodes: {
          a: { network: 'sepolia', executionUrl: 'http://a:8545', callersUrl },
        },
      });
    expect(withUrl('wss://rpc.example.com/eth').nodes[0].callersUrl).toBe(
      'wss://rpc.example.com/eth',
    );
    for (const url of ['http://me:pass@a', 'data:text/html,x', 'rpc:8545']) {
      expect(() => withUrl(url)).toThrow(/nodes\.a\.callersUrl: expected an/);
    }
  });

  it('reads private networks, which nodes may name', () => {
    const { networks, nodes } = read({
      networks: [{ name: 'anvil', chainId: 31_337, secondsPerSlot: 1 }],
      nodes: { a: { network: 'anvil', executionUrl: 'http://127.0.0.1:8545' } },
    });
    expect(networks).toEqual([
      { name: 'anvil', chainId: 31_337, secondsPerSlot: 1 },
    ]);
    expect(nodes[0].network).toBe('anvil');
  });

  it('refuses a private network by a name that is taken, and one without a chain ID', () => {
    expect(() =>
      read({
        networks: [{ name: 'mainnet', chainId: 5 }, { name: 'Ours' }],
      }),
    ).toThrow(
      /networks\.0\.name: "mainnet" is a network that comes with the plugin[^]*networks\.1\.name: a network name has lower-case[^]*networks\.1\.chainId: /,
    );
  });

  it('reads static nodes with full entity references', () => {
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

  it('reads which endpoints declared and listed nodes may have', () => {
    const allow = [{ scheme: 'https', host: '*.Acme.example', ports: [8545] }];
    const { allowDeclared, allowListed } = read({
      annotations: { allow },
      listedNodes: { allow: [{ scheme: 'http', host: '10.0.0.1' }] },
    });
    expect(allowDeclared).toEqual([{ ...allow[0], host: '*.acme.example' }]);
    expect(allowListed).toEqual([{ scheme: 'http', host: '10.0.0.1' }]);
  });

  it('refuses endpoints that it does not allow itself, and rules that are none', () => {
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
      /annotations\.allow\.0\.host: "\*" is no host[^]*annotations\.allow\.0\.ports\.0: /,
    );
  });

  it('refuses rules for nodes of others that are none, or that no cluster is looked into for', () => {
    const rule = { selector: 'a=b', executionPort: 'http-rpc' };
    const others = (...rules: object[]) => ({ kubernetes: { others: rules } });
    expect(() => read(others(rule))).toThrow(
      'ethereumNodes.kubernetes.others: no cluster is looked into. Configure clusters',
    );
    expect(
      read({ kubernetes: { enabled: false, others: [rule] } }).clusterAccess,
    ).toBeUndefined();
    expect(read(others(rule), { kubernetes: {} }).thirdPartyRules).toEqual([
      rule,
    ]);
    expect(() =>
      read(
        others({ selector: 'a b', executionPort: 'RPC', network: 'ropsten' }),
        { kubernetes: {} },
      ),
    ).toThrow(
      /others\.0\.selector: "a b" is no part of[^]*others\.0\.executionPort: "RPC" is no port[^]*others\.0\.network: unknown network "ropsten"/,
    );
  });

  it('names everything that is wrong at once, and how to mend it', () => {
    const wrong = {
      nodez: {},
      schedule: { pollSeconds: 1 },
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
            'schedule.pollSeconds: Too small',
            'nodes.a.network: unknown network "ropsten", known are mainnet, sepolia, hoodi, devnet; name your own in ethereumNodes.networks',
            'nodes.a.executionUrl: expected an http',
            'nodes.a.owner: "payments" is no full entity reference',
          ]
            .map(line => line.replace(/[.()]/g, '\\$&'))
            .map(line => `(?=[\\s\\S]*${line})`)
            .join(''),
        ),
      }),
    );
    expect(() => read({ nodes: { b: wrong.nodes['b/c'] } })).toThrow(
      'put them into "headers"',
    );
    expect(() => read({ nodes: { b: wrong.nodes['b/c'] } })).not.toThrow(
      'secret@',
    );
    expect(() => read({ nodes: { 'b/c': wrong.nodes['b/c'] } })).toThrow(
      'a node name has letters',
    );
  });

  it('names the key whose value is longer than can be stored', () => {
    const node = { network: 'sepolia', executionUrl: 'http://127.0.0.1:8545' };
    const long = 'x'.repeat(256);
    expect(() =>
      read({ nodes: { a: { ...node, owner: `group:default/${long}` } } }),
    ).toThrow(
      'ethereumNodes.nodes.a.owner: has 270 characters, an entity reference has 255 at most',
    );
    expect(() =>
      read({ nodes: { a: { ...node, executionClient: long } } }),
    ).toThrow('ethereumNodes.nodes.a.executionClient: Too big');
    expect(() => read({ nodes: { [long]: node } })).toThrow(
      'a node name has 255 characters at most',
    );
  });
});
