import { jsonRpcDefinition } from '@nodeyard/ethereum';
import type { PlannedNode } from '../plan/nodes';
import type { NodeRequest } from '../request/schema';

/** OpenRPC description of the nodes of a repository, for the API's page in the catalog. */
export function openRpcDocument(
  request: NodeRequest,
  nodes: readonly PlannedNode[],
): string {
  return jsonRpcDefinition({
    title: `Ethereum JSON-RPC of ${request.name}`,
    description: request.description,
    servers: nodes.map(node => ({
      name: node.name,
      url: `http://${node.name}.${request.name}.svc:8545`,
    })),
  });
}
