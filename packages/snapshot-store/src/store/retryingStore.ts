import { backOff } from 'exponential-backoff';
import { MAX_LISTED } from '../format/limits';
import { cancelled, corrupt, SnapshotError, unavailable } from '../errors';
import type { ReadOptions, Store, StoredObject, WriteOptions } from './store';

/** Half of it on average, because of the jitter. */
const INITIAL_BACKOFF_MS = 500;
const MAX_BACKOFF_MS = 8_000;

export interface RetryOptions {
  attempts: number;
  timeoutMs: number;
}

/** @param answered - call with each part of a long response, to restart the timeout */
type Attempt<T> = (
  signal: AbortSignal,
  nth: number,
  answered: () => void,
) => Promise<T>;

/** The same store with timeouts, and retries with exponential backoff and jitter. */
export function retryingStore(store: Store, options: RetryOptions): Store {
  const again = <T>(
    what: string,
    signal: AbortSignal | undefined,
    attempt: Attempt<T>,
  ) => retryRequest(store.url, what, options, signal, attempt);
  async function* listed(
    what: string,
    signal: AbortSignal | undefined,
    list: (signal: AbortSignal) => AsyncIterable<StoredObject>,
  ) {
    yield* await again(what, signal, async (timed, _, answered) => {
      const objects: StoredObject[] = [];
      for await (const object of list(timed)) {
        answered();
        if (objects.push(object) > MAX_LISTED) {
          throw corrupt(
            'store-crowded',
            `${store.url} lists more than ${MAX_LISTED} objects (${what}), more than snapshots can have. Find out what writes to the store.`,
          );
        }
      }
      return objects;
    });
  }
  return {
    url: store.url,
    read: (key: string, read: ReadOptions = {}) =>
      again(`read ${key}`, read.signal, signal =>
        store.read(key, { ...read, signal }),
      ),
    write: (key: string, bytes: Buffer, write: WriteOptions = {}) =>
      again(`write ${key}`, write.signal, async (signal, nth) => {
        const written = await store.write(key, bytes, { ...write, signal });
        if (written || nth === 1) return written;
        // An earlier attempt may have succeeded with a lost response.
        return (
          (await store.read(key, { signal }))?.bytes.equals(bytes) ?? false
        );
      }),
    list: (prefix: string, signal?: AbortSignal) =>
      listed(`list ${prefix}`, signal, timed => store.list(prefix, timed)),
    listUnfinished: (signal?: AbortSignal) =>
      listed('list unfinished writes', signal, timed =>
        store.listUnfinished(timed),
      ),
    remove: (key: string, signal?: AbortSignal) =>
      again(`remove ${key}`, signal, timed => store.remove(key, timed)),
    close: () => store.close(),
  };
}

async function retryRequest<T>(
  url: string,
  what: string,
  { attempts, timeoutMs }: RetryOptions,
  signal: AbortSignal | undefined,
  attempt: Attempt<T>,
): Promise<T> {
  let nth = 0;
  try {
    return await backOff(
      () => {
        nth += 1;
        return attemptOnce(what, timeoutMs, signal, (timed, answered) =>
          attempt(timed, nth, answered),
        );
      },
      {
        numOfAttempts: attempts,
        startingDelay: INITIAL_BACKOFF_MS,
        maxDelay: MAX_BACKOFF_MS,
        jitter: 'full',
        retry: isTransient,
      },
    );
  } catch (error) {
    if (!isTransient(error)) throw error;
    throw unavailable(
      'store-unavailable',
      `${url} is unavailable after ${nth} attempts: ${error.message}`,
    );
  }
}

function isTransient(error: unknown): error is SnapshotError {
  return (
    error instanceof SnapshotError &&
    error.kind === 'store-unavailable' &&
    error.code !== 'store-refuses'
  );
}

async function attemptOnce<T>(
  what: string,
  timeoutMs: number,
  signal: AbortSignal | undefined,
  attempt: (signal: AbortSignal, answered: () => void) => Promise<T>,
): Promise<T> {
  assertNotCancelled(signal);
  const late = new AbortController();
  const limit = late.signal;
  const timer = setTimeout(() => late.abort(), timeoutMs);
  try {
    return await raceAbort(
      attempt(
        signal ? AbortSignal.any([signal, limit]) : limit,
        () => void timer.refresh(),
      ),
      limit,
      signal,
    );
  } catch (error) {
    assertNotCancelled(signal);
    if (!limit.aborted) throw error;
    throw unavailable(
      'store-unavailable',
      `no answer to "${what}" within ${timeoutMs / 1000} s`,
    );
  } finally {
    clearTimeout(timer);
  }
}

function assertNotCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) {
    throw cancelled(
      'Cancelled by a signal. Run the same command again to continue.',
    );
  }
}

/** Do not wait for a request that ignores its signal. */
async function raceAbort<T>(
  work: Promise<T>,
  ...signals: (AbortSignal | undefined)[]
): Promise<T> {
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(unavailable('store-unavailable', 'no answer in time'));
    signals.forEach(signal =>
      signal?.addEventListener('abort', stop, { once: true }),
    );
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signals.forEach(signal => signal?.removeEventListener('abort', stop));
    work.catch(() => {});
  }
}
