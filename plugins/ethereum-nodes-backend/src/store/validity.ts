/** Tolerated clock skew between replicas. */
const MAX_CLOCK_SKEW_MS = 60_000;

/** A stored time after this one is from before the clock was set back, or from a wrong clock. */
export function latestPlausibleTime(now: number): number {
  return now + MAX_CLOCK_SKEW_MS;
}

/** Whether a stored verdict is valid: it has not expired and is not in the future. */
export function isStillValid(
  last: { expiresAt: number; lastSeen?: number },
  now: number,
): boolean {
  return (
    now < last.expiresAt && (last.lastSeen ?? 0) <= latestPlausibleTime(now)
  );
}
