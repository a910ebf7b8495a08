import type { NodeState } from '@nodeyard/ethereum';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** A state that a node came into and left again. */
export interface Incident {
  state: NodeState;
  from: number;
  to: number;
}

/**
 * What happened to a node before it came into its state: two minutes of an upgrade, ten of a stall that went by itself, forty
 * of one that did not, and a planned stop. Oldest first.
 */
export function incidentsBefore(since: number, now: number): Incident[] {
  const incidents: Array<[NodeState, number, number]> = [
    ['UNREACHABLE', 6 * day + 4 * hour, 2.5 * minute],
    ['STALLED', 3 * day + 2 * hour, 10 * minute],
    ['STALLED', 19 * hour, 40 * minute],
    ['MAINTENANCE', 5 * hour, 4 * minute],
    ['BEHIND', 48 * minute, 10 * minute],
  ];
  return incidents
    .map(([state, ago, lasted]) => ({
      state,
      from: now - ago,
      to: now - ago + lasted,
    }))
    .filter(({ to }) => to < since);
}
