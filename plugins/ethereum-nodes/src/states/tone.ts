import type { NodeState } from '@nodeyard/ethereum';

/** How worried a reader should be. */
export type Tone = 'good' | 'busy' | 'warning' | 'bad' | 'unknown';

const tones: Record<NodeState, Tone> = {
  WRONG_NETWORK: 'bad',
  UNREACHABLE: 'bad',
  WAITING_FOR_CL: 'bad',
  STALLED: 'bad',
  BEHIND: 'warning',
  SYNCING: 'busy',
  NETWORK_STALL: 'warning',
  UNKNOWN: 'unknown',
  MAINTENANCE: 'busy',
  INDEXING: 'good',
  SYNCED: 'good',
};

export function toneOf(state: NodeState): Tone {
  return tones[state];
}
