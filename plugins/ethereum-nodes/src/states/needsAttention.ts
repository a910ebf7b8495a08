import type { EthereumNode } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { stateEntry } from './stateTable';

/** Whether a node needs attention because of its state, an unsupported fork, or missing finality. */
export function needsAttention(node: EthereumNode): boolean {
  return (
    ['bad', 'warning', 'unknown'].includes(stateEntry(node.state).tone) ||
    !node.forkReady ||
    node.finalizing === false
  );
}
