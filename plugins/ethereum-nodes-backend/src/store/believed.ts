/** Clocks of replicas may be that far apart. */
const apartMs = 60_000;

/** From here on a time was noted before our clock was set back, or by one that is wrong. */
export function aheadFrom(now: number): number {
  return now + apartMs;
}

/** Whether a stored verdict may still be believed: it has not expired, and by our clock it was not made in time to come. */
export function isBelieved(
  last: { expiresAt: number; seen?: number },
  now: number,
): boolean {
  return now < last.expiresAt && (last.seen ?? 0) <= aheadFrom(now);
}
