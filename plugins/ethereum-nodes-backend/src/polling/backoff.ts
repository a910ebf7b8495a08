/** Failures up to here are polled as often as ever: three periods decide whether a node is UNKNOWN. */
const FAILURES_BEFORE_BACKOFF = 2;
const MAX_DELAY_MS = 120_000;

/**
 * Milliseconds until a node is due again: one period while it answers, doubling with each failure after the second, up to two
 * minutes, and a fifth more or less so that failing nodes do not all come at once.
 *
 * @param random - from 0 to 1
 */
export function pollDelayMs(
  failures: number,
  pollMs: number,
  random: number,
): number {
  if (failures <= FAILURES_BEFORE_BACKOFF) return pollMs;
  const doubled = pollMs * 2 ** (failures - FAILURES_BEFORE_BACKOFF);
  const delay = Math.min(doubled, Math.max(MAX_DELAY_MS, pollMs));
  return Math.round(delay * (0.8 + 0.4 * random));
}

/**
 * Rounds come a little early or late: what is due within half a period is due. So is what would be due later than any delay
 * from now: that was noted before our clock was set back.
 */
export function isDue(
  { nextPollAt, failures }: { nextPollAt: number; failures: number },
  now: number,
  pollMs: number,
): boolean {
  return (
    nextPollAt <= now + pollMs / 2 ||
    nextPollAt > now + pollDelayMs(failures, pollMs, 1)
  );
}
