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

/** State transitions are kept as long as the coarsest points. */
export const transitionsKeptMs = 90 * dayMs;
