import type { NodeSample } from '@nodeyard/ethereum';
import {
  nameOfChain,
  type NetworkTable,
  unknownNetwork,
} from '../networkTable';
import type { KnownNode } from '../store/KnownNode';

/**
 * Name of the network that a node is judged by: the one that it was found with, or where it was found with none, the one whose
 * chain ID the node reports, now or when it last answered.
 */
export function networkNameOf(
  { node, last }: KnownNode,
  sample: NodeSample | undefined,
  networkNamed: NetworkTable,
): string {
  if (node.network !== unknownNetwork) return node.network;
  if (sample?.execution.kind !== 'ok') {
    return last?.reportedNetwork ?? node.network;
  }
  const name = nameOfChain(sample.execution.value.chainId);
  return networkNamed(name)?.name ?? name;
}
