import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { EthereumNode } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { EthereumNodesService } from '@nodeyard/backstage-plugin-ethereum-nodes-node';

const PAGE_SIZE = 200;
const MAX_NODES = 20_000;
/** Less than the default timeout of a retriever in Tech Insights (5 minutes), whose error would not name the cause. */
const TIMEOUT_MS = 120_000;

/**
 * Reads every node of the fleet. It does not return a part, because facts about some nodes of an entity may pass checks that the others
 * fail.
 *
 * @throws Error if the ethereum-nodes backend fails, takes longer than two minutes, or has more than 20,000 nodes
 */
export async function readNodes(
  service: Pick<EthereumNodesService, 'listNodes'>,
  credentials: BackstageCredentials,
): Promise<EthereumNode[]> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const nodes = new Map<string, EthereumNode>();
  let cursor: string | undefined;
  do {
    const page = await service.listNodes(
      // In the default order, by severity, a node whose state changes could be missed.
      { orderBy: 'name', order: 'asc', limit: PAGE_SIZE, cursor },
      { credentials, signal },
    );
    page.items.forEach(node => nodes.set(node.id, node));
    cursor = page.nextCursor;
    if (cursor !== undefined && nodes.size >= MAX_NODES) {
      throw new Error(
        `The ethereum-nodes backend has more than ${MAX_NODES} nodes, which is the limit of this module`,
      );
    }
  } while (cursor !== undefined);
  return [...nodes.values()];
}
