import type { NodeSample } from '@nodeyard/ethereum';
import {
  networkNameOfChain,
  type NetworkLookup,
  UNKNOWN_NETWORK,
} from '../networkLookup';
import type { KnownNode } from '../store/KnownNode';

/**
 * Name of the network that a node is judged by: the discovered one, otherwise that of the chain ID that the node reports or last
 * reported.
 */
export function resolveNetworkName(
  { node, last }: KnownNode,
  sample: NodeSample | undefined,
  findNetwork: NetworkLookup,
): string {
  if (node.network !== UNKNOWN_NETWORK) return node.network;
  if (sample?.execution.kind !== 'ok') {
    return last?.reportedNetwork ?? node.network;
  }
  const name = networkNameOfChain(sample.execution.value.chainId);
  return findNetwork(name)?.name ?? name;
}
