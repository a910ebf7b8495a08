import type { NodeReading } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { compareSeverity, type NodeState } from '@nodeyard/ethereum';

/** The first of those in the worst state; there must be one. */
export function worstOf<T extends NodeReading>(readings: readonly T[]): T {
  return readings.reduce((worst, reading) =>
    compareSeverity(stateOf(reading), stateOf(worst)) < 0 ? reading : worst,
  );
}

/** What a reading comes to as the state of a node. */
export function stateOf(reading: NodeReading): NodeState {
  if (reading.kind === 'status') return reading.status.verdict.state;
  return reading.kind === 'down' ? 'UNREACHABLE' : 'UNKNOWN';
}
