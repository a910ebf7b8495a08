import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  ClusterStatus,
  EthereumNode,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { EthereumNodesService } from '@nodeyard/backstage-plugin-ethereum-nodes-node';

const PAGE_SIZE = 200;
const MAX_NODES = 20_000;
const TIMEOUT_MS = 120_000;

/**
 * Every node and cluster that the ethereum-nodes backend knows.
 * @throws Error if the backend fails, takes longer than two minutes, or has more than 20,000 nodes: a part of the list would remove
 * entities
 */
export async function readFleet(
  service: Pick<EthereumNodesService, 'listNodes' | 'getFleet'>,
  credentials: BackstageCredentials,
): Promise<{ nodes: EthereumNode[]; clusters: ClusterStatus[] }> {
  const options = { credentials, signal: AbortSignal.timeout(TIMEOUT_MS) };
  const { clusters } = await service.getFleet(options);
  const nodes = new Map<string, EthereumNode>();
  let cursor: string | undefined;
  do {
    const page = await service.listNodes(
      { orderBy: 'name', order: 'asc', limit: PAGE_SIZE, cursor },
      options,
    );
    page.items.forEach(node => nodes.set(node.id, node));
    cursor = page.nextCursor;
    if (cursor !== undefined && nodes.size >= MAX_NODES) {
      throw new Error(
        `The ethereum-nodes backend has more than ${MAX_NODES} nodes, which is the limit of this module`,
      );
    }
  } while (cursor !== undefined);
  return { nodes: [...nodes.values()], clusters };
}
