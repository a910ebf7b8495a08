import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { listAllNodes } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type {
  EthereumNode,
  NodeQuery,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { EthereumNodesService } from '@nodeyard/backstage-plugin-ethereum-nodes-node';

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
  const nodes: EthereumNode[] = [];
  const listPage = (query: NodeQuery) =>
    service.listNodes(query, { credentials, signal });
  for await (const node of listAllNodes(listPage, { max: MAX_NODES })) {
    nodes.push(node);
  }
  return nodes;
}
