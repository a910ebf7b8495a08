const DAY_MS = 24 * 3_600_000;

/** Days from an ISO 8601 time until now; 0 for a time in the future. */
export function daysBetween(time: string, now: Date): number {
  return Math.max(0, (now.getTime() - Date.parse(time)) / DAY_MS);
}
