import type { NodeState } from '@nodeyard/ethereum';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Period in a state, with its end. */
interface Incident {
  state: NodeState;
  from: number;
  to: number;
}

/**
 * Incidents before the current state of a node, oldest first: an upgrade of two minutes, stalls of ten and forty minutes, a
 * planned stop, and a delay.
 */
export function incidentsBefore(since: number, now: number): Incident[] {
  const incidents: Array<[NodeState, number, number]> = [
    ['UNREACHABLE', 6 * DAY + 4 * HOUR, 2.5 * MINUTE],
    ['STALLED', 3 * DAY + 2 * HOUR, 10 * MINUTE],
    ['STALLED', 19 * HOUR, 40 * MINUTE],
    ['MAINTENANCE', 5 * HOUR, 4 * MINUTE],
    ['BEHIND', 48 * MINUTE, 10 * MINUTE],
  ];
  return incidents
    .map(([state, ago, lasted]) => ({
      state,
      from: now - ago,
      to: now - ago + lasted,
    }))
    .filter(({ to }) => to < since);
}
