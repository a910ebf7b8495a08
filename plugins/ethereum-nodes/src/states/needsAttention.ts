import type { EthereumNode } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { toneOf } from './tone';

/** Whether a node needs attention because of its state, an unsupported fork, or missing finality. */
export function needsAttention(node: EthereumNode): boolean {
  return (
    ['bad', 'warning', 'unknown'].includes(toneOf(node.state)) ||
    !node.forkReady ||
    node.finalizing === false
  );
}
