const DAY_MS = 24 * 3_600_000;

/** Days from an ISO 8601 time until now; a clock that is behind makes none of them negative. */
export function daysBetween(time: string, now: Date): number {
  return Math.max(0, (now.getTime() - Date.parse(time)) / DAY_MS);
}
