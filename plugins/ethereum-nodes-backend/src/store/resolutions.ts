const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/**
 * How fine a node's history is, and for how long. Finest first; `seconds: 0` is every poll.
 */
export const resolutions = [
  { seconds: 0, keptMs: 2 * hourMs },
  { seconds: 300, keptMs: 7 * dayMs },
  { seconds: 3600, keptMs: 90 * dayMs },
] as const;

/** State transitions, and changes of what a node is made of, are kept as long as the coarsest points. */
export const transitionsKeptMs = 90 * dayMs;

/**
 * And so many of each kind: of a node that changes its state with every poll there would be half a million in 90 days, and the
 * newest tell enough.
 */
export const mostPerNode = 2_000;
