/** Clocks of replicas may be that far apart. */
const MAX_CLOCK_SKEW_MS = 60_000;

/** From here on a time was noted before our clock was set back, or by one that is wrong. */
export function latestPlausibleTime(now: number): number {
  return now + MAX_CLOCK_SKEW_MS;
}

/** Whether a stored verdict may still be believed: it has not expired, and by our clock it was not made in time to come. */
export function isStillValid(
  last: { expiresAt: number; lastSeen?: number },
  now: number,
): boolean {
  return now < last.expiresAt && (last.lastSeen ?? 0) <= latestPlausibleTime(now);
}
