import type { EthereumNode } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { nodeStates } from '@nodeyard/ethereum';

/** Nodes in the order in which they need somebody, then by name. */
export function worstFirst(nodes: readonly EthereumNode[]): EthereumNode[] {
  return [...nodes].sort(
    (a, b) =>
      nodeStates.indexOf(a.state) - nodeStates.indexOf(b.state) ||
      a.name.localeCompare(b.name),
  );
}
