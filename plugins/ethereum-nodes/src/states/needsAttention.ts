import type { EthereumNode } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { toneOf } from './tone';

/** Whether a node needs attention: for its state, or for a fork or a finality that is missing although it is in sync. */
export function needsAttention(node: EthereumNode): boolean {
  return (
    ['bad', 'warning', 'unknown'].includes(toneOf(node.state)) ||
    !node.forkReady ||
    node.finalizing === false
  );
}
