import { sentenceOf } from '../messages/requestMessages';
import { printable } from '../problem';
import { aNode, aRequest } from '../testing/requests';
import { planRequest } from './plan';

const now = new Date('2026-11-23T12:00:00Z');

/** Refused requests: the changes, and the path and reason of each problem. */
type Refused = [
  string,
  Record<string, unknown>,
  [path: string, words: RegExp][],
];

const refused: Refused[] = [
  [
    'another version of the format',
    { apiVersion: 'nodeyard.io/v2' },
    [['apiVersion', /not one of the values/]],
  ],
  ['no version', { apiVersion: undefined }, [['apiVersion', /is missing/]]],
  ['no name', { name: undefined }, [['name', /is missing/]]],
  ['an empty name', { name: '' }, [['name', /not a DNS label/]]],
  [
    'a name of 41 characters',
    { name: 'a'.repeat(41) },
    [['name', /41 characters/]],
  ],
  ...['default', 'kube-system', 'registry', 'observability', 'gke-eth'].map(
    (name): Refused => [
      `the reserved name ${name}`,
      { name },
      [['name', /is reserved: it is .*, and the nodes get a namespace/]],
    ],
  ),
  ['a name in capitals', { name: 'Payments' }, [['name', /not a DNS label/]]],
  [
    'a name with an underscore',
    { name: 'payments_eth' },
    [['name', /not a DNS label/]],
  ],
  [
    'a name that begins with a dash',
    { name: '-payments' },
    [['name', /not a DNS label/]],
  ],
  [
    'a name that is a path',
    { name: '../payments' },
    [['name', /not a DNS label/]],
  ],
  [
    'a name with a newline at its end',
    { name: 'payments\n' },
    [['name', /not a DNS label/]],
  ],
  [
    'a name with a template',
    { name: '{{name}}' },
    [['name', /not a DNS label/]],
  ],
  [
    'a name with a dot',
    { name: 'payments.git' },
    [['name', /not a DNS label/]],
  ],
  [
    'a name that YAML reads as a number',
    { name: 123 },
    [['name', /is a number.*a text is expected/]],
  ],
  [
    'a name that YAML reads as a truth value',
    { name: true },
    [['name', /is a boolean/]],
  ],
  [
    'an owner without a kind',
    { owner: 'payments' },
    [['owner', /not a reference/]],
  ],
  [
    'an owner of another kind',
    { owner: 'component:default/payments' },
    [['owner', /not a reference/]],
  ],
  [
    'an owner in capitals',
    { owner: 'Group:default/Payments' },
    [['owner', /not a reference/]],
  ],
  [
    'an owner with a template',
    { owner: 'group:default/${{ x }}' },
    [['owner', /not a reference/]],
  ],
  [
    'an owner that climbs',
    { owner: 'group:../payments' },
    [['owner', /not a reference/]],
  ],
  [
    'no description',
    { description: undefined },
    [['description', /is missing/]],
  ],
  [
    'a description of nothing but spaces',
    { description: ' \n ' },
    [['description', /says nothing/]],
  ],
  [
    'a description of 501 characters',
    { description: 'x'.repeat(501) },
    [['description', /501 characters/]],
  ],
  [
    'a description that rings',
    { description: 'a\u0007b' },
    [['description', /cannot be printed/]],
  ],
  [
    'a description with a NUL',
    { description: 'a\u0000b' },
    [['description', /cannot be printed/]],
  ],
  [
    'a description with a line separator',
    { description: 'a\u2028b' },
    [['description', /cannot be printed/]],
  ],
  [
    'a description with half a character',
    { description: 'a\ud800b' },
    [['description', /cannot be printed/]],
  ],
  [
    'a description that reads backwards',
    { description: 'a\u202eb' },
    [['description', /cannot be printed/]],
  ],
  [
    'a network that was shut down',
    { network: 'holesky' },
    [['network', /not a network/]],
  ],
  [
    'a network with a typing mistake',
    { network: 'sepolla' },
    [['network', /not a network/]],
  ],
  [
    'a network named like a part of JavaScript',
    { network: 'constructor' },
    [['network', /not a network/]],
  ],
  [
    'a network that is a list',
    { network: ['sepolia'] },
    [['network', /is a list/]],
  ],
  [
    'no environments',
    { environments: [] },
    [['environments', /less than 1 entry/]],
  ],
  [
    'an unknown environment',
    { environments: ['qa'] },
    [['environments[0]', /not one of the values/]],
  ],
  [
    'an environment that is a path',
    { environments: ['../../x'] },
    [['environments[0]', /not one of the values/]],
  ],
  [
    'an environment twice',
    { environments: ['local', 'local'] },
    [['environments[1]', /named twice/]],
  ],
  [
    'environments that are a text',
    { environments: 'local' },
    [['environments', /is a text, and a list/]],
  ],
  ['no nodes', { nodes: [] }, [['nodes', /less than 1 entry/]]],
  [
    '21 nodes',
    { nodes: Array.from({ length: 21 }, () => aNode()) },
    [['nodes', /more than 20/]],
  ],
  [
    'a node that is a text',
    { nodes: ['geth'] },
    [['nodes[0]', /is a text, and a mapping/]],
  ],
  [
    'no execution client',
    { nodes: [aNode({ execution: undefined })] },
    [['nodes[0].execution', /is missing/]],
  ],
  [
    'an unknown execution client',
    { nodes: [aNode({ execution: 'parity' })] },
    [['nodes[0].execution', /not an execution client/]],
  ],
  [
    'a consensus client as execution client',
    { nodes: [aNode({ execution: 'lighthouse' })] },
    [['nodes[0].execution', /belongs to the other layer/]],
  ],
  [
    'an execution client as consensus client',
    { nodes: [aNode({ consensus: 'geth' })] },
    [['nodes[0].consensus', /belongs to the other layer/]],
  ],
  [
    'an unknown consensus client',
    { nodes: [aNode({ consensus: 'lantern' })] },
    [['nodes[0].consensus', /not a consensus client/]],
  ],
  [
    'a client named like a part of JavaScript',
    { nodes: [aNode({ execution: 'toString' })] },
    [['nodes[0].execution', /not an execution client/]],
  ],
  [
    'geth without a consensus client',
    { nodes: [aNode({ consensus: undefined })] },
    [['nodes[0].consensus', /is missing, and geth/]],
  ],
  ...['nethermind', 'besu', 'reth'].map(
    (execution): Refused => [
      `${execution} without a consensus client`,
      {
        network: 'mainnet',
        nodes: [{ execution, storage: { size: '9000Gi' } }],
      },
      [
        [
          'nodes[0].consensus',
          new RegExp(`is missing, and ${execution} follows no chain`),
        ],
      ],
    ],
  ),
  ...['nethermind', 'erigon', 'besu', 'reth'].map(
    (execution): Refused => [
      `${execution} on a devnet`,
      {
        network: 'devnet',
        nodes: [
          aNode({
            execution,
            consensus: 'lodestar',
            history: 'full',
            storage: { size: '900Gi' },
          }),
        ],
      },
      [['nodes[0].execution', /cannot join the network devnet/]],
    ],
  ),
  [
    'a client of which no release follows the network',
    { nodes: [aNode({ consensus: 'grandine' })] },
    [['nodes[0].consensus', /cannot join the network sepolia/]],
  ],
  ...['teku', 'nimbus', 'prysm', 'grandine'].map(
    (consensus): Refused => [
      `${consensus} on a devnet`,
      { network: 'devnet', nodes: [aNode({ consensus, history: 'full' })] },
      [['nodes[0].consensus', /cannot join the network devnet/]],
    ],
  ),
  [
    'Lighthouse on a devnet',
    { network: 'devnet', nodes: [aNode({ history: 'full' })] },
    [['nodes[0].consensus', /cannot join the network devnet/]],
  ],
  [
    'a history mode that no client has',
    { nodes: [aNode({ history: 'some' })] },
    [['nodes[0].history', /not one of the values/]],
  ],
  [
    'a history mode that geth lacks',
    { nodes: [aNode({ history: 'rolling' })] },
    [['nodes[0].history', /geth does not have/]],
  ],
  ...[
    ['besu', 'pre-prague'],
    ['erigon', 'pre-prague'],
    ['nethermind', 'aggressive'],
  ].map(
    ([execution, history]): Refused => [
      `history ${history}, which ${execution} lacks`,
      { network: 'mainnet', nodes: [aNode({ execution, history })] },
      [['nodes[0].history', new RegExp(`${execution} does not have`)]],
    ],
  ),
  [
    'history before a Merge that hoodi never had',
    {
      network: 'hoodi',
      nodes: [aNode({ execution: 'reth', history: 'pre-merge' })],
    },
    [['nodes[0].history', /has no meaning on hoodi/]],
  ],
  [
    'history before a fork that a devnet never had',
    { network: 'devnet', nodes: [aNode({ consensus: 'lodestar' })] },
    [['nodes[0].history', /has no meaning on devnet/]],
  ],
  [
    'an archive of unknown size',
    { nodes: [aNode({ history: 'archive' })] },
    [['nodes[0].storage.size', /no disk figure is published/]],
  ],
  [
    'a volume that would be full at once',
    { network: 'mainnet', nodes: [aNode({ storage: { size: '200Gi' } })] },
    [['nodes[0].storage.size', /is below what geth on mainnet.*580Gi/]],
  ],
  [
    'a size without a unit',
    { nodes: [aNode({ storage: { size: '900' } })] },
    [['nodes[0].storage.size', /not a size/]],
  ],
  [
    'a size that is a number',
    { nodes: [aNode({ storage: { size: 900 } })] },
    [['nodes[0].storage.size', /is a number/]],
  ],
  [
    'a storage class that is no name',
    { nodes: [aNode({ storage: { className: 'a b' } })] },
    [['nodes[0].storage.className', /not the name of a storage class/]],
  ],
  ['an unknown key at the top', { colour: 'red' }, [['colour', /not a key/]]],
  [
    'an unknown key of a node',
    { nodes: [aNode({ image: 'x' })] },
    [['nodes[0].image', /not a key/]],
  ],
  [
    'an unknown key of a volume',
    { nodes: [aNode({ storage: { size: '900Gi', raid: 1 } })] },
    [['nodes[0].storage.raid', /not a key/]],
  ],
  [
    'an unknown key named like a part of JavaScript',
    JSON.parse('{"__proto__":{"a":1}}'),
    [['__proto__', /not a key/]],
  ],
  [
    'a pool with its bounds swapped',
    { serve: { min: 6, max: 2 } },
    [['serve.max', /is less than 6, the fewest/]],
  ],
  [
    'a pool with half a node',
    { serve: { min: 0.5, max: 2 } },
    [['serve.min', /whole number/]],
  ],
  [
    'an unknown key of a pool',
    { serve: { min: 1, max: 2, now: true } },
    [['serve.now', /not a key/]],
  ],
  [
    'a pool of a client that is not known',
    { serve: { min: 1, max: 2, execution: 'parity' } },
    [['serve.execution', /is not an execution client/]],
  ],
  [
    'a pool of a client of the other layer',
    { serve: { min: 1, max: 2, consensus: 'geth' } },
    [['serve.consensus', /belongs to the other layer/]],
  ],
  [
    "a pool with a history that the first node's client lacks",
    { serve: { min: 1, max: 2, history: 'aggressive' } },
    [['serve.history', /geth does not have/]],
  ],
  [
    "a pool of a client that needs what the first node's has inside",
    {
      nodes: [{ execution: 'erigon' }],
      serve: { min: 1, max: 2, execution: 'geth' },
    },
    [['serve.consensus', /is missing, and geth follows no chain/]],
  ],
  [
    'a pool with volumes that are too small',
    {
      network: 'mainnet',
      serve: { min: 1, max: 2, storage: { size: '10Gi' } },
    },
    [['serve.storage.size', /below what geth on mainnet/]],
  ],
  [
    'a pool whose volumes have no known size',
    { serve: { min: 1, max: 2, history: 'archive' } },
    [['serve.storage.size', /no disk figure is published/]],
  ],
  [
    'a fault of the first node, once and not for the pool again',
    {
      nodes: [aNode({ execution: 'parity' })],
      serve: { min: 1, max: 2, history: 'full' },
    },
    [['nodes[0].execution', /is not an execution client/]],
  ],
  [
    'a pool that adds nodes at no load at all',
    { serve: { min: 1, max: 2, cpu: 0 } },
    [['serve.cpu', /less than 10/]],
  ],
  [
    'a schedule of four fields',
    { snapshots: { schedule: '0 3 * *', store: 's3://eth/payments' } },
    [['snapshots.schedule', /five fields/]],
  ],
  [
    'a store on the web',
    { snapshots: { schedule: '@daily', store: 'https://eth/payments' } },
    [['snapshots.store', /not the URL of a snapshot store/]],
  ],
  [
    'a store with credentials',
    { snapshots: { schedule: '@daily', store: 's3://key:secret@eth/p' } },
    [['snapshots.store', /credentials/]],
  ],
  [
    'a store with a signature',
    {
      snapshots: {
        schedule: '@daily',
        store: 's3://eth/p?X-Amz-Signature=secret',
      },
    },
    [['snapshots.store', /credentials/]],
  ],
  [
    'a store with .. in its path',
    { snapshots: { schedule: '@daily', store: 'file:///data/../etc' } },
    [['snapshots.store', /not the URL of a snapshot store/]],
  ],
  [
    'a store on another machine',
    { snapshots: { schedule: '@daily', store: 'file://host/data' } },
    [['snapshots.store', /not the URL of a snapshot store/]],
  ],
  [
    'a store in a folder at which pods have no volume',
    { snapshots: { schedule: '@daily', store: 'file:///data/snapshots' } },
    [['snapshots.store', /not the URL of a snapshot store/]],
  ],
  ...['file:///.', 'file:///./data', 'file:////data', 'file:///-x'].map(
    (store): Refused => [
      `a store at ${store}, where the chart mounts nothing`,
      { snapshots: { schedule: '@daily', store } },
      [['snapshots.store', /not the URL of a snapshot store/]],
    ],
  ),
  [
    'a server of the store with credentials',
    {
      snapshots: {
        schedule: '@daily',
        store: 's3://eth/p',
        endpoint: 'https://key:secret@s3.example.com',
      },
    },
    [['snapshots.endpoint', /not the address of a server/]],
  ],
  [
    'a container of Azure without its account',
    { snapshots: { schedule: '@daily', store: 'azblob://eth/p' } },
    [['snapshots.endpoint', /is missing: it names the storage account/]],
  ],
  [
    'a role of AWS for a container of Azure',
    {
      snapshots: {
        schedule: '@daily',
        store: 'azblob://eth-snapshots/p',
        endpoint: 'https://nodeyard.blob.core.windows.net',
        role: 'arn:aws:iam::123456789012:role/snapshots',
      },
    },
    [['snapshots.role', /has no effect with a store of azblob:/]],
  ],
  [
    'a region that is none',
    {
      snapshots: { schedule: '@daily', store: 's3://eth/p', region: 'EU 1' },
    },
    [['snapshots.region', /not the name of a region/]],
  ],
  [
    'the name of a Secret that none can have',
    {
      snapshots: { schedule: '@daily', store: 's3://eth/p', secret: 'My_Keys' },
    },
    [['snapshots.secret', /not the name of a Secret/]],
  ],
  [
    'the name of a Secret with an empty part',
    {
      snapshots: {
        schedule: '@daily',
        store: 's3://eth/p',
        secret: 'my..keys',
      },
    },
    [['snapshots.secret', /not the name of a Secret/]],
  ],
  [
    'a store that nothing is put into and nothing taken from',
    { snapshots: { store: 's3://eth/p' } },
    [['snapshots.store', /is of no use/]],
  ],
  [
    'a node that begins with a snapshot of no store',
    { nodes: [aNode({ restore: 'latest' })] },
    [['nodes[0].restore', /has no store/]],
  ],
  [
    'a pool that begins with a snapshot of no store',
    { serve: { min: 1, max: 2, restore: 'latest' } },
    [['serve.restore', /has no store/]],
  ],
  [
    'a beginning that is neither a sync nor the newest snapshot',
    {
      nodes: [aNode({ restore: 'newest' })],
      snapshots: { schedule: '@daily', store: 's3://eth/p' },
    },
    [['nodes[0].restore', /is not one of the values/]],
  ],
  [
    'an unknown key of snapshots',
    { snapshots: { schedule: '@daily', store: 's3://eth/p', keep: 3 } },
    [['snapshots.keep', /not a key/]],
  ],
  [
    'a repository with a scheme',
    { repository: 'https://github.com/acme/x' },
    [['repository', /does not say where/]],
  ],
  [
    'a repository that climbs',
    { repository: 'github.com/acme/../x' },
    [['repository', /does not say where/]],
  ],
];

function problemsOf(request: unknown) {
  const result = planRequest(request, { now });
  return result.ok ? [] : result.problems;
}

describe('a refused request', () => {
  it.each(refused)('%s', (_, changes, expected) => {
    const problems = problemsOf(aRequest(changes));
    expect(problems.map(({ path, reason }) => [path, reason])).toEqual(
      expected.map(([path, words]) => [path, expect.stringMatching(words)]),
    );
    expect(problems.every(({ fix }) => fix.length > 0)).toBe(true);
    for (const { reason, fix, reasonCoded, fixCoded } of problems) {
      const coded = [reasonCoded, fixCoded];
      expect(coded.map(message => message?.code)).not.toContain('text');
      expect(
        coded.map(message => message && printable(sentenceOf(message))),
      ).toEqual([reason, fix]);
    }
  });

  it.each([[null], [undefined], [[]], ['geth'], [7]])(
    '%j as the whole request',
    request => {
      expect(problemsOf(request)).toEqual([
        expect.objectContaining({ path: '' }),
      ]);
    },
  );

  it('reports all problems at once, in the order of the request', () => {
    const problems = problemsOf({
      apiVersion: 'v1',
      name: 'A',
      network: 'sepolla',
      environments: ['local', 'local', 7],
      nodes: [
        aNode({ execution: 'geth', history: 'aggressive', extra: 1 }),
        5,
        aNode({ consensus: undefined }),
      ],
      serve: { min: 3 },
    });
    expect(problems.map(problem => problem.path)).toEqual([
      'apiVersion',
      'name',
      'owner',
      'description',
      'network',
      'environments[1]',
      'environments[2]',
      'nodes[0].extra',
      'nodes[0].history',
      'nodes[1]',
      'nodes[2].consensus',
      'serve.max',
    ]);
  });

  it('is reported without the credentials in it', () => {
    const problems = problemsOf(
      aRequest({
        snapshots: {
          schedule: '@daily',
          store: 's3://key:hunter2@eth/p?token=hunter2',
        },
      }),
    );
    expect(problems).toHaveLength(1);
    expect(JSON.stringify(problems)).not.toContain('hunter2');
  });

  it.each([
    ['a slash', 's3://AKIA:hunter/hunter+2@eth/p'],
    ['an @', 's3://AKIA:hunter@hunter@eth/p'],
    ['a space', 's3://AKIA:hunter/ hunter@eth/p'],
    ['no scheme before it', 'AKIA:hunter/2@eth/p'],
    ['a single slash before it', 's3:/AKIA:hunter/2@eth/p'],
    ['an ampersand before it', 's3://eth/p&token=hunter2'],
  ])('does not repeat a secret with %s', (_, store) => {
    const problems = problemsOf(
      aRequest({ snapshots: { schedule: '@daily', store, [store]: 1 } }),
    );
    expect(problems).toContainEqual(
      expect.objectContaining({
        path: 'snapshots.store',
        reason: expect.stringContaining('credentials'),
      }),
    );
    expect(JSON.stringify(problems)).not.toContain('hunter');
  });

  it.each([
    ['as the name of the Secret', { secret: 'wJalrXUtnFEMI/K7MDENG' }],
    ['under a key that there is not', { secretAccessKey: 'wJalrXUtnFEMI' }],
    ['in a place of its own', { credentials: { id: ['wJalrXUtnFEMI'] } }],
  ])('does not repeat the key of a bucket that is given %s', (_, wrong) => {
    const problems = problemsOf(
      aRequest({
        snapshots: { schedule: '@daily', store: 's3://eth/p', ...wrong },
      }),
    );
    expect(problems).toHaveLength(1);
    expect(JSON.stringify(problems)).not.toContain('wJalr');
  });

  it('repeats a URL that carries no secret', () => {
    const store = 'https://eth/payments';
    expect(
      problemsOf(aRequest({ snapshots: { schedule: '@daily', store } })),
    ).toContainEqual(
      expect.objectContaining({ path: 'snapshots.store', value: store }),
    );
  });

  it('suggests the key or value for a typing mistake', () => {
    const [network] = problemsOf(aRequest({ network: 'sepolla' }));
    const [key] = problemsOf(aRequest({ nodes: [aNode({ hystory: 'full' })] }));
    expect([network?.fix, key?.fix]).toEqual([
      'Did you mean sepolia?',
      'Did you mean history?',
    ]);
  });
});
