import type { NodeReading } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { compareSeverity, type NodeState } from '@nodeyard/ethereum';

/** The reading with the worst state. `readings` must not be empty. */
export function findWorst<T extends NodeReading>(readings: readonly T[]): T {
  return readings.reduce((worst, reading) =>
    compareSeverity(toState(reading), toState(worst)) < 0 ? reading : worst,
  );
}

/** State that a reading results in. */
export function toState(reading: NodeReading): NodeState {
  if (reading.kind === 'status') return reading.status.verdict.state;
  return reading.kind === 'down' ? 'UNREACHABLE' : 'UNKNOWN';
}
