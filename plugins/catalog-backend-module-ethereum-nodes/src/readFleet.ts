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
 * @throws Error if the backend fails, takes longer than two minutes, has more than 20,000 nodes, or lists fewer than it counts: a part
 * of the list would remove entities
 */
export async function readFleet(
  service: Pick<EthereumNodesService, 'listNodes' | 'getFleet'>,
  credentials: BackstageCredentials,
): Promise<{ nodes: EthereumNode[]; clusters: ClusterStatus[] }> {
  const options = { credentials, signal: AbortSignal.timeout(TIMEOUT_MS) };
  const { clusters } = await service.getFleet(options);
  const nodes = new Map<string, EthereumNode>();
  let cursor: string | undefined;
  let totalItems: number;
  do {
    const page = await service.listNodes(
      { orderBy: 'name', order: 'asc', limit: PAGE_SIZE, cursor },
      options,
    );
    page.items.forEach(node => nodes.set(node.id, node));
    cursor = page.nextCursor;
    totalItems = page.totalItems;
    if (cursor !== undefined && nodes.size >= MAX_NODES) {
      throw new Error(
        `The ethereum-nodes backend has more than ${MAX_NODES} nodes, which is the limit of this module`,
      );
    }
  } while (cursor !== undefined);
  if (nodes.size < totalItems) {
    throw new Error(
      `The ethereum-nodes backend listed ${nodes.size} of ${totalItems} nodes; the next run reads them again`,
    );
  }
  return { nodes: [...nodes.values()], clusters };
}
