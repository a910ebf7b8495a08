import { setTimeout as pause } from 'node:timers/promises';
import { cancelled, refused } from '../stopped';
import { Cluster, ClusterError } from './cluster';

/** How long any one request is repeated while the API server fails. */
export const API_PATIENCE_SECONDS = 120;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;

/** How long a failing API server is asked again. */
export interface Persistence {
  untilMs: number;
  now?: () => number;
  /** Also when it refuses: Roles are replaced, and a server that has just started does not know them yet. */
  throughRefusals?: boolean;
}

/** Do something with the API server; what may pass is tried again, with growing pauses, until the time is up. */
export async function persistently<T>(
  work: () => Promise<T>,
  { untilMs, now = Date.now, throughRefusals = false }: Persistence,
): Promise<T> {
  for (
    let pauseMs = FIRST_PAUSE_MS;
    ;
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)
  ) {
    try {
      return await work();
    } catch (error) {
      const isWorthwhile =
        error instanceof ClusterError && (error.passing || throughRefusals);
      if (!isWorthwhile || now() > untilMs) throw error;
    }
    await pause(pauseMs);
  }
}

/**
 * A write that is conditional on what was read before: once more from the reading when something else wrote in between.
 *
 * @param what - for the message: `Lease geth-0-snapshot could not be renewed`
 * @param attempt - reads and writes; undefined when its write was refused
 */
export async function unlessRaced<T>(
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
    `${what}: something else changed it each of ${tries} times.`,
  );
}

/** The same cluster, where every request but a watch is tried again for a while. */
export function patient(cluster: Cluster, seconds: number): Cluster {
  const patiently = <T>(work: () => Promise<T>) =>
    persistently(work, { untilMs: Date.now() + seconds * 1_000 });
  return {
    read: (...args) => patiently(() => cluster.read(...args)),
    create: (...args) => patiently(() => cluster.create(...args)),
    patch: (...args) => patiently(() => cluster.patch(...args)),
    remove: (...args) => patiently(() => cluster.remove(...args)),
    serves: (...args) => patiently(() => cluster.serves(...args)),
    watch: (...args) => cluster.watch(...args),
  };
}

export interface Wait {
  /** For the message: `for the pod geth-0-0 to end`. */
  what: string;
  /** Stable code of the refusal when time is up. */
  code: string;
  /** Since when it counts: a run that is continued does not begin its waits anew. */
  sinceMs: number;
  seconds: number;
  /** Key of `timeoutsSeconds` that says so. */
  limit: string;
  pollMs: number;
  now: () => number;
  signal: AbortSignal;
}

/** Look until there is something. @throws Stopped `cancelled`, or `refused` when time is up */
export async function until<T>(
  look: () => Promise<T | undefined>,
  { what, code, sinceMs, seconds, limit, pollMs, now, signal }: Wait,
): Promise<T> {
  for (;;) {
    if (signal.aborted) throw cancelled(`Stopped while waiting ${what}.`);
    const found = await look();
    if (found !== undefined) return found;
    if (now() - sinceMs > seconds * 1_000)
      throw refused(
        code,
        `Waited ${seconds} s in vain ${what}. If that is too short, raise timeoutsSeconds.${limit}.`,
      );
    await pause(pollMs, undefined, { signal }).catch(() => {});
  }
}
