import { MAX_NODE_LIMIT } from './contract/limits';
import type { EthereumNode, NodePage } from './contract/node';
import type { NodeQuery } from './contract/queries';

/**
 * Every node that the caller may see and that matches the filters, page by page and once.
 *
 * Pages are ordered by name: in the default order, by severity, a node whose state changes could be missed.
 *
 * @param listPage - requests a page
 * @param options - `max`: most nodes; more are an error, because a part of the nodes looks like all of them
 * @throws Error if there are more nodes, and the errors of `listPage`
 * @public
 */
export async function* listAllNodes(
  listPage: (query: NodeQuery) => Promise<NodePage>,
  options: { filters?: NodeQuery; max?: number } = {},
): AsyncGenerator<EthereumNode, void, void> {
  const { filters, max = Infinity } = options;
  const seen = new Set<string>();
  let cursor: string | undefined;
  do {
    const { items, nextCursor } = await listPage({
      ...filters,
      orderBy: 'name',
      order: 'asc',
      limit: MAX_NODE_LIMIT,
      cursor,
    });
    for (const node of items) {
      // A node that is renamed meanwhile may be on two pages.
      if (seen.has(node.id)) continue;
      seen.add(node.id);
      yield node;
    }
    cursor = nextCursor;
    if (cursor !== undefined && seen.size >= max) {
      throw new Error(
        `The ethereum-nodes backend has more than ${max} nodes, which is the limit here`,
      );
    }
  } while (cursor !== undefined);
}
