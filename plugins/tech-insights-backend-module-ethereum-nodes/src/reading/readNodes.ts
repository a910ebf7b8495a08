import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { EthereumNode } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { EthereumNodesService } from '@nodeyard/backstage-plugin-ethereum-nodes-node';

const PAGE_SIZE = 200;
const MAX_NODES = 20_000;
/** Less than Tech Insights gives a retriever by default, which are five minutes: this error names what hangs. */
const TIMEOUT_MS = 120_000;

/**
 * Every node of the fleet, or none: facts about a part of an entity's nodes would pass checks that the others fail.
 *
 * @throws Error when the ethereum-nodes backend fails, takes longer than two minutes, or has more than 20,000 nodes
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
      // By severity, the default, a node that gets worse meanwhile would be on no page.
      { orderBy: 'name', order: 'asc', limit: PAGE_SIZE, cursor },
      { credentials, signal },
    );
    page.items.forEach(node => nodes.set(node.id, node));
    cursor = page.nextCursor;
    if (cursor !== undefined && nodes.size >= MAX_NODES) {
      throw new Error(
        `The ethereum-nodes backend has more than ${MAX_NODES} nodes, and facts are kept for no more`,
      );
    }
  } while (cursor !== undefined);
  return [...nodes.values()];
}
