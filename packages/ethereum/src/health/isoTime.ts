import { END_OF_FORKS } from './bounds';

/**
 * ISO 8601 time of any number of milliseconds since the epoch, clamped to the range from 1970 to 9999, because a Date out of its
 * range throws.
 */
export function isoTime(milliseconds: number): string {
  const clamped = Math.min(Math.max(milliseconds, 0), END_OF_FORKS * 1000);
  return new Date(Number.isNaN(clamped) ? 0 : clamped).toISOString();
}
