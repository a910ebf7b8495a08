const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * Resolutions of the history and their retention, finest first; `seconds: 0` is every poll.
 */
export const RESOLUTIONS = [
  { seconds: 0, retentionMs: 2 * HOUR_MS },
  { seconds: 300, retentionMs: 7 * DAY_MS },
  { seconds: 3600, retentionMs: 90 * DAY_MS },
] as const;

/** Retention of state transitions and of changes of facts: that of the coarsest points. */
export const TRANSITION_RETENTION_MS = 90 * DAY_MS;

/**
 * Maximum transitions and changes of one node. A node that changes its state with every poll would have half a million in 90 days.
 */
export const MAX_ROWS_PER_NODE = 2_000;
