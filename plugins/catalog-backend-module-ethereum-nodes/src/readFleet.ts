import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { listAllNodes } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type {
  ClusterStatus,
  EthereumNode,
  NodeQuery,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { EthereumNodesService } from '@nodeyard/backstage-plugin-ethereum-nodes-node';

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
  let totalItems = 0;
  const listPage = async (query: NodeQuery) => {
    const page = await service.listNodes(query, options);
    totalItems = page.totalItems;
    return page;
  };
  const nodes: EthereumNode[] = [];
  for await (const node of listAllNodes(listPage, { max: MAX_NODES })) {
    nodes.push(node);
  }
  if (nodes.length < totalItems) {
    throw new Error(
      `The ethereum-nodes backend listed ${nodes.length} of ${totalItems} nodes; the next run reads them again`,
    );
  }
  return { nodes, clusters };
}
