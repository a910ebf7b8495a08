/** A node is UNKNOWN after three periods without a result, so the first failures do not slow polling down. */
const FAILURES_BEFORE_BACKOFF = 2;
const MAX_DELAY_MS = 120_000;

/**
 * Milliseconds until the next poll of a node: one period while it answers, then exponential backoff from the third consecutive
 * failure, up to two minutes, with a jitter of 20 %.
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
 * Whether a node is to be polled at `now`. A node whose next poll is further away than the longest
 * delay is due as well: its time was stored before the clock was set back.
 */
export function isDue(
  { nextPollAt, failures }: { nextPollAt: number; failures: number },
  now: number,
  pollMs: number,
): boolean {
  return (
    nextPollAt <= now ||
    nextPollAt > now + pollDelayMs(failures, pollMs, 1) + pollMs / 2
  );
}
