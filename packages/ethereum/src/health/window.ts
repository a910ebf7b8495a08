import type { NodeSample } from './sample';

/** Period required for rates and stalls: twice the five minutes of a stall. */
const WINDOW_MS = 10 * 60_000;

/** Bounds memory for any polling period: ten minutes at one sample per second. */
const MAX_SAMPLES = 600;

/**
 * The samples that {@link judge} needs: those of the last ten minutes, oldest first, none from the future.
 *
 * @param now - milliseconds since the epoch
 * @public
 */
export function windowOf(
  samples: readonly NodeSample[],
  now: number,
): NodeSample[] {
  return samples
    .filter(sample => now - sample.at <= WINDOW_MS && sample.at <= now)
    .sort((a, b) => a.at - b.at)
    .slice(-MAX_SAMPLES);
}
