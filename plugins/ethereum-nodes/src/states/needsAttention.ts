import type { EthereumNode } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { toneOf } from './tone';

/** Whether somebody should look at a node: for its state, or although it is in sync. */
export function needsAttention(node: EthereumNode): boolean {
  return (
    ['bad', 'warning', 'unknown'].includes(toneOf(node.state)) ||
    node.forkNotReady ||
    node.finalizing === false
  );
}
