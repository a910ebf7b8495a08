import { END_OF_FORKS } from './bounds';

/**
 * A time as ISO 8601, whatever number stands for it: a Date that cannot hold one throws. What lies beyond the years that are
 * written with four digits is their end.
 */
export function isoTime(milliseconds: number): string {
  const clamped = Math.min(Math.max(milliseconds, 0), END_OF_FORKS * 1000);
  return new Date(Number.isNaN(clamped) ? 0 : clamped).toISOString();
}
