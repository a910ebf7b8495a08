import type { NodeSample } from '@nodeyard/ethereum';
import {
  networkNameOfChain,
  type NetworkLookup,
  UNKNOWN_NETWORK,
} from '../networkLookup';
import type { KnownNode } from '../store/KnownNode';

/**
 * Name of the network that a node is judged by: the one that it was found with, or where it was found with none, the one whose
 * chain ID the node reports, now or when it last answered.
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
