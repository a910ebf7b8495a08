import { setTimeout as pause } from 'node:timers/promises';
import { backOff } from 'exponential-backoff';
import { cancelled, refused } from '@nodeyard/snapshot-store';
import type { Cluster } from './cluster';
import { ClusterError } from './cluster';

/** How long a request is retried while the API server fails. */
export const API_RETRY_SECONDS = 120;
const INITIAL_BACKOFF_MS = 200;
const MAX_BACKOFF_MS = 10_000;

/** Limits of retries. */
export interface RetryOptions {
  untilMs: number;
  now?: () => number;
  /** Retry refusals, too: Roles may be being replaced, and unknown to a server that has just started. */
  retryRefusals?: boolean;
}

/** Retry transient failures of the API server with exponential backoff and jitter, until a deadline. */
export async function retryWithBackoff<T>(
  work: () => Promise<T>,
  { untilMs, now = Date.now, retryRefusals = false }: RetryOptions,
): Promise<T> {
  return backOff(work, {
    numOfAttempts: Infinity,
    startingDelay: INITIAL_BACKOFF_MS,
    maxDelay: MAX_BACKOFF_MS,
    jitter: 'full',
    retry: error =>
      error instanceof ClusterError &&
      (error.isRetryable || retryRefusals) &&
      now() <= untilMs,
  });
}

/**
 * Repeat a read and its conditional write while the write conflicts.
 *
 * @param what - for the message: `Lease geth-0-snapshot could not be renewed`
 * @param attempt - reads and writes; returns undefined on a conflict
 */
export async function retryOnConflict<T>(
  what: string,
  tries: number,
  attempt: () => Promise<T | undefined>,
): Promise<T> {
  for (let nth = 0; nth < tries; nth++) {
    const done = await attempt();
    if (done !== undefined) return done;
  }
  throw new ClusterError(
    0,
    `${what}: it was changed concurrently in each of ${tries} attempts.`,
  );
}

/** The same cluster with retries of every request except watches. */
export function withRetry(cluster: Cluster, seconds: number): Cluster {
  const retried = <T>(work: () => Promise<T>) =>
    retryWithBackoff(work, { untilMs: Date.now() + seconds * 1_000 });
  return {
    read: (...args) => retried(() => cluster.read(...args)),
    create: (...args) => retried(() => cluster.create(...args)),
    patch: (...args) => retried(() => cluster.patch(...args)),
    remove: (...args) => retried(() => cluster.remove(...args)),
    serves: (...args) => retried(() => cluster.serves(...args)),
    watch: (...args) => cluster.watch(...args),
  };
}

export interface PollOptions {
  /** For the message: `for the pod geth-0-0 to terminate`. */
  what: string;
  /** Code of the error on timeout. */
  code: string;
  /** Start of the timeout: a continued run does not restart it. */
  sinceMs: number;
  seconds: number;
  /** Key of `timeoutsSeconds` that sets the timeout. */
  limit: string;
  pollMs: number;
  now: () => number;
  signal: AbortSignal;
}

/** Poll until the condition returns a value. @throws SnapshotError `cancelled`, or `refused` on timeout */
export async function pollUntil<T>(
  condition: () => Promise<T | undefined>,
  { what, code, sinceMs, seconds, limit, pollMs, now, signal }: PollOptions,
): Promise<T> {
  for (;;) {
    if (signal.aborted) {
      throw cancelled(`Cancelled by a signal while waiting ${what}.`);
    }
    const found = await condition();
    if (found !== undefined) return found;
    if (now() - sinceMs > seconds * 1_000) {
      throw refused(
        code,
        `Timed out after ${seconds} s of waiting ${what}. Raise timeoutsSeconds.${limit} if that is too short.`,
      );
    }
    await pause(pollMs, undefined, { signal }).catch(() => {});
  }
}
