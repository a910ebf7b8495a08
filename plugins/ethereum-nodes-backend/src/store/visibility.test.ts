import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import type { EthereumNode } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { EthereumNodeFilter } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import {
  hasCluster,
  hasNamespace,
  hasNetwork,
  isOwnedBy,
} from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import fc from 'fast-check';
import { databaseIds, testDatabases } from '../__testUtils__/databases';
import { aNode, noon } from '../__testUtils__/builders';
import { NodeInventory } from './NodeInventory';
import { NodeQueries } from './NodeQueries';

jest.setTimeout(120_000);

const few = ['', 'a', 'b'];
const maybe = [undefined, 'a', 'b'];

/** Every combination of the fields of rules, each present or absent. */
const nodes = few.slice(1).flatMap(network =>
  maybe.flatMap(cluster =>
    maybe.flatMap(namespace =>
      maybe.map(ownerRef =>
        aNode({
          id: [network, cluster, namespace, ownerRef].join('~'),
          network,
          cluster,
          namespace,
          ownerRef,
        }),
      ),
    ),
  ),
);

const condition: fc.Arbitrary<EthereumNodeFilter> = fc.record({
  field: fc.constantFrom('ownerRef', 'network', 'cluster', 'namespace'),
  values: fc.uniqueArray(fc.constantFrom(...few)),
});

const { criteria } = fc.letrec<{
  criteria: PermissionCriteria<EthereumNodeFilter>;
}>(tie => ({
  criteria: fc.oneof(
    { maxDepth: 3 },
    condition,
    fc.record({ not: tie('criteria') }),
    fc.record({ allOf: fc.tuple(tie('criteria'), tie('criteria')) }),
    fc.record({ anyOf: fc.tuple(tie('criteria'), tie('criteria')) }),
  ),
}));

/** Result of Backstage's permission framework for conditions, by `apply` of the rules. */
function meets(
  node: EthereumNode,
  tree: PermissionCriteria<EthereumNodeFilter>,
): boolean {
  if ('not' in tree) return !meets(node, tree.not);
  if ('allOf' in tree) return tree.allOf.every(part => meets(node, part));
  if ('anyOf' in tree) return tree.anyOf.some(part => meets(node, part));
  switch (tree.field) {
    case 'ownerRef':
      return isOwnedBy.apply(node, { owners: tree.values });
    case 'network':
      return hasNetwork.apply(node, { networks: tree.values });
    case 'cluster':
      return hasCluster.apply(node, { clusters: tree.values });
    default:
      return hasNamespace.apply(node, { namespaces: tree.values });
  }
}

describe.each(databaseIds)('whereVisible on %s', databaseId => {
  const databases = testDatabases();

  it('selects the nodes that match the rules', async () => {
    const knex = await databases.migrated(databaseId);
    const inventory = new NodeInventory(knex);
    for (const cluster of maybe) {
      const here = nodes.filter(node => node.cluster === cluster);
      await inventory.savePlace(
        'test',
        { cluster, status: 'ok', nodes: here },
        noon,
      );
    }
    const queries = new NodeQueries(knex, () => noon);
    const { items: all } = await queries.list({ limit: 200 }, 'all');
    expect(all).toHaveLength(nodes.length);

    await fc.assert(
      fc.asyncProperty(criteria, async tree => {
        const { items } = await queries.list({ limit: 200 }, tree);
        const expected = all.filter(node => meets(node, tree));
        expect(items.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
      }),
      { numRuns: 150 },
    );
  });
});
