import type { NodeReading } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { compareSeverity, type NodeState } from '@nodeyard/ethereum';

/** The first of those in the worst state; there must be one. */
export function findWorst<T extends NodeReading>(readings: readonly T[]): T {
  return readings.reduce((worst, reading) =>
    compareSeverity(toState(reading), toState(worst)) < 0 ? reading : worst,
  );
}

/** What a reading comes to as the state of a node. */
export function toState(reading: NodeReading): NodeState {
  if (reading.kind === 'status') return reading.status.verdict.state;
  return reading.kind === 'down' ? 'UNREACHABLE' : 'UNKNOWN';
}
