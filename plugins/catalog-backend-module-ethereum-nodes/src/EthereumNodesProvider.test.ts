import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type {
  ClusterStatus,
  EthereumNode,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { aNode } from './__testUtils__/aNode';
import { createMemoryCatalog } from './__testUtils__/createMemoryCatalog';
import { readOptions } from './config';
import { EthereumNodesProvider } from './EthereumNodesProvider';

const FOREIGN = 'url:https://git.example/payments/catalog-info.yaml';

async function setUp(nodes: EthereumNode[]) {
  const fleet: { nodes: EthereumNode[]; clusters: ClusterStatus[] } = {
    nodes,
    clusters: [{ name: 'eu', status: 'ok', nodes: nodes.length }],
  };
  const listNodes = jest.fn(async () => ({
    items: fleet.nodes,
    totalItems: fleet.nodes.length,
  }));
  const getFleet = jest.fn(async () => ({
    total: fleet.nodes.length,
    ready: 0,
    byState: {},
    byNetwork: [],
    clusters: fleet.clusters,
  }));
  const logger = mockServices.logger.mock();
  const memory = createMemoryCatalog();
  const start = async (config = {}) => {
    const options = readOptions(
      new ConfigReader({ catalog: { providers: { ethereumNodes: config } } }),
    );
    const provider = new EthereumNodesProvider({
      auth: mockServices.auth(),
      catalog: memory.catalog,
      nodes: { listNodes, getFleet },
      logger,
      options: options!,
    });
    await provider.connect(memory.connection);
    return provider;
  };
  const provider = await start();
  const warnings = () => logger.warn.mock.calls.map(([message]) => message);
  return { ...memory, fleet, listNodes, getFleet, provider, start, warnings };
}

describe('an entity that became invalid', () => {
  it('stays as it was until its node is dropped', async () => {
    const { provider, fleet, entities, warnings } = await setUp([
      aNode('eu~payments~geth-0'),
      aNode('eu~payments~geth-1'),
    ]);
    await provider.run();
    const ref = 'component:default/eu.payments.geth-0';
    const valid = entities.get(ref);
    expect(valid).toBeDefined();

    fleet.nodes = [
      aNode('eu~payments~geth-0', { executionClient: 'geth\u0007' }),
      aNode('eu~payments~geth-1', { executionClient: 'reth' }),
    ];
    for (let count = 0; count < 3; count++) {
      expect(await provider.run()).toMatchObject({ removed: 0, refused: 1 });
    }
    expect(entities.get(ref)).toBe(valid);
    expect(
      entities.get('component:default/eu.payments.geth-1')?.metadata
        .description,
    ).toBe('Ethereum node on sepolia: reth with lighthouse');
    expect(warnings()).toContainEqual(
      `The catalog would refuse ${ref}, which stays as it was: metadata contains control characters; use a name, network and clients without them`,
    );

    fleet.nodes = [aNode('eu~payments~geth-1')];
    await provider.run();
    await provider.run();
    expect(entities.has(ref)).toBe(false);
  });

  it('is removed when its kind is switched off', async () => {
    const { provider, fleet, entities, start } = await setUp([
      aNode('eu~payments~geth-0'),
    ]);
    await provider.run();
    fleet.nodes = [
      aNode('eu~payments~geth-0', { executionClient: 'geth\u0007' }),
    ];
    await (await start({ kinds: ['clusters'] })).run();
    expect([...entities.keys()]).toEqual([
      'resource:default/kubernetes-cluster.eu',
    ]);
  });
});

describe('an entity of another origin with the same reference', () => {
  const ref = 'component:default/eu.payments.geth-0';
  const foreign = (origin?: string) => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'EU.payments.geth-0',
      namespace: 'default',
      annotations: origin
        ? { 'backstage.io/managed-by-origin-location': origin }
        : undefined,
    },
    spec: { type: 'service', lifecycle: 'production', owner: 'payments' },
  });

  it('is neither replaced nor removed, and is logged once with both origins', async () => {
    const { provider, fleet, entities, warnings } = await setUp([
      aNode('eu~payments~geth-0'),
    ]);
    const theirs = foreign(FOREIGN);
    entities.set(ref, theirs);
    expect(await provider.run()).toMatchObject({ taken: 1 });
    expect(await provider.run()).toMatchObject({ taken: 1, emitted: 0 });
    expect(entities.get(ref)).toBe(theirs);
    expect(entities.has('api:default/eu.payments.geth-0.json-rpc')).toBe(true);
    expect(warnings()).toEqual([
      `${ref} from ethereum-nodes:fleet is not emitted, because the catalog has an entity with this reference from ${FOREIGN}; rename that entity, or set catalog.providers.ethereumNodes.namespace`,
    ]);

    fleet.nodes = [];
    await provider.run();
    await provider.run();
    expect(entities.get(ref)).toBe(theirs);
  });

  it('gives the reference back when it disappears', async () => {
    const { provider, entities } = await setUp([aNode('eu~payments~geth-0')]);
    entities.set(ref, foreign());
    expect(await provider.run()).toMatchObject({ taken: 1 });
    entities.delete(ref);
    expect(await provider.run()).toMatchObject({ taken: 0, emitted: 1 });
  });
});

it('emits an orphan again, which the catalog would delete', async () => {
  const { provider, entities, connection } = await setUp([
    aNode('eu~payments~geth-0'),
  ]);
  await provider.run();
  expect(await provider.run()).toMatchObject({ emitted: 0 });
  for (const { metadata } of entities.values()) {
    metadata.annotations!['backstage.io/orphan'] = 'true';
  }
  expect(await provider.run()).toMatchObject({ emitted: entities.size });
  expect(connection.applyMutation).toHaveBeenCalledTimes(2);
});

describe('an incomplete answer changes nothing', () => {
  type Set = Awaited<ReturnType<typeof setUp>>;
  const failure = new Error('503 Service Unavailable');
  it.each<[string, (all: Set) => void, string]>([
    [
      'the second page of nodes fails',
      ({ listNodes }) => {
        const page = { items: [], totalItems: 400, nextCursor: 'next' };
        listNodes.mockResolvedValueOnce(page).mockRejectedValueOnce(failure);
      },
      failure.message,
    ],
    [
      'the list of nodes is shorter than its count',
      ({ listNodes }) => {
        listNodes.mockResolvedValueOnce({ items: [], totalItems: 2 });
      },
      'The ethereum-nodes backend listed 0 of 2 nodes; the next run reads them again',
    ],
    [
      'the fleet fails',
      ({ getFleet }) => {
        getFleet.mockRejectedValueOnce(failure);
      },
      failure.message,
    ],
    [
      'the fleet has no clusters',
      ({ getFleet }) => {
        getFleet.mockResolvedValueOnce({ total: 2 } as never);
      },
      'undefined',
    ],
    [
      'the second page of the catalog fails',
      ({ catalog }) => {
        catalog.queryEntities
          .mockResolvedValueOnce({
            items: [],
            totalItems: 600,
            pageInfo: { nextCursor: 'next' },
          })
          .mockRejectedValueOnce(failure);
      },
      failure.message,
    ],
    [
      'references cannot be read',
      ({ catalog, fleet }) => {
        fleet.nodes = [aNode('eu~payments~new')];
        catalog.getEntitiesByRefs.mockRejectedValueOnce(failure);
      },
      failure.message,
    ],
  ])('%s', async (_name, breakIt, message) => {
    const all = await setUp([aNode('eu~a~geth-0'), aNode('eu~b~geth-0')]);
    await all.provider.run();
    const before = new Map(all.entities);
    for (let count = 0; count < 2; count++) {
      breakIt(all);
      await expect(all.provider.run()).rejects.toThrow(message);
    }
    expect(all.connection.applyMutation).toHaveBeenCalledTimes(1);
    expect(all.entities).toEqual(before);
  });

  it('a cluster that cannot be read keeps its entities', async () => {
    const { provider, fleet, entities } = await setUp([aNode('eu~a~geth-0')]);
    await provider.run();
    fleet.nodes = [];
    fleet.clusters = [{ name: 'eu', status: 'error', nodes: 0 }];
    await provider.run();
    await provider.run();
    expect(entities.has('component:default/eu.a.geth-0')).toBe(true);
  });
});

describe('kinds', () => {
  const snapshots = { status: 'none' } as EthereumNode['snapshots'];
  it.each([
    ['nodes', ['component:default/eu.a.geth-0']],
    [
      'apis',
      ['api:default/eu.a.geth-0.json-rpc', 'api:default/eu.a.geth-0.beacon'],
    ],
    ['clusters', ['resource:default/kubernetes-cluster.eu']],
    ['networks', ['resource:default/ethereum-network.sepolia']],
    [
      'snapshots',
      [expect.stringMatching(/^resource:default\/ethereum-snapshots-/)],
    ],
  ])('%s alone withdraws the others at once', async (kind, expected) => {
    const { start, provider, entities } = await setUp([
      aNode('eu~a~geth-0', { snapshots }),
    ]);
    await provider.run();
    expect(entities.size).toBe(6);
    await (await start({ kinds: [kind] })).run();
    expect([...entities.keys()]).toEqual(expected);
  });

  it('relations name only what is emitted', async () => {
    const { start, entities } = await setUp([aNode('eu~a~geth-0')]);
    await (await start({ kinds: ['nodes', 'networks'] })).run();
    expect(entities.get('component:default/eu.a.geth-0')?.spec).toMatchObject({
      dependsOn: ['resource:default/ethereum-network.sepolia'],
    });
    expect(
      entities.get('component:default/eu.a.geth-0')?.spec,
    ).not.toHaveProperty('providesApis');
  });
});
