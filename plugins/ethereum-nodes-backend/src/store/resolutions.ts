const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * How fine a node's history is, and for how long. Finest first; `seconds: 0` is every poll.
 */
export const RESOLUTIONS = [
  { seconds: 0, retentionMs: 2 * HOUR_MS },
  { seconds: 300, retentionMs: 7 * DAY_MS },
  { seconds: 3600, retentionMs: 90 * DAY_MS },
] as const;

/** State transitions, and changes of what a node is made of, are kept as long as the coarsest points. */
export const TRANSITION_RETENTION_MS = 90 * DAY_MS;

/**
 * And so many of each kind: of a node that changes its state with every poll there would be half a million in 90 days, and the
 * newest tell enough.
 */
export const MAX_ROWS_PER_NODE = 2_000;
