import type { EthereumNode } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { nodeStates } from '@nodeyard/ethereum';

/** Sorts nodes by severity of their state, then by name. */
export function sortWorstFirst(nodes: readonly EthereumNode[]): EthereumNode[] {
  return [...nodes].sort(
    (a, b) =>
      nodeStates.indexOf(a.state) - nodeStates.indexOf(b.state) ||
      a.name.localeCompare(b.name),
  );
}
