import { MAX_LISTED } from '../format/limits';
import { cancelled, corrupt, Stopped, unavailable } from '../stopped';
import { ReadOptions, Store, StoredObject, WriteOptions } from './store';

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 8_000;

/** How often, how long, and with which clock; tests set `wait`. */
export interface RetryOptions {
  attempts: number;
  timeoutMs: number;
  wait?: (ms: number) => Promise<void>;
}

/** @param answered - to be called when a part of a long answer is there: the time for the next begins */
type Attempt<T> = (
  signal: AbortSignal,
  nth: number,
  answered: () => void,
) => Promise<T>;

/** The same store with every request repeated, with growing pauses, when it fails or stalls. */
export function retrying(store: Store, options: RetryOptions): Store {
  const again = <T>(
    what: string,
    signal: AbortSignal | undefined,
    attempt: Attempt<T>,
  ) => repeated(store.url, what, options, signal, attempt);
  async function* listed(
    what: string,
    signal: AbortSignal | undefined,
    list: (signal: AbortSignal) => AsyncIterable<StoredObject>,
  ) {
    yield* await again(what, signal, async (timed, _, answered) => {
      const objects: StoredObject[] = [];
      for await (const object of list(timed)) {
        answered();
        if (objects.push(object) > MAX_LISTED)
          throw corrupt(
            'store-crowded',
            `${store.url} lists more than ${MAX_LISTED} objects (${what}), which no snapshots of ours fill. Find out what writes there.`,
          );
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
        // The attempt before may have succeeded and only its answer was lost.
        return (
          (await store.read(key, { signal }))?.bytes.equals(bytes) ?? false
        );
      }),
    list: (prefix: string, signal?: AbortSignal) =>
      listed(`list ${prefix}`, signal, timed => store.list(prefix, timed)),
    unfinished: (signal?: AbortSignal) =>
      listed('list what is unfinished', signal, timed =>
        store.unfinished(timed),
      ),
    remove: (key: string, signal?: AbortSignal) =>
      again(`remove ${key}`, signal, timed => store.remove(key, timed)),
    close: () => store.close(),
  };
}

async function repeated<T>(
  url: string,
  what: string,
  { attempts, timeoutMs, wait = sleep }: RetryOptions,
  signal: AbortSignal | undefined,
  attempt: Attempt<T>,
): Promise<T> {
  for (let nth = 1; ; nth++) {
    if (signal?.aborted)
      throw cancelled(
        'Stopped as asked. Run the same command again to continue.',
      );
    const late = new AbortController();
    const limit = late.signal;
    const timer = setTimeout(() => late.abort(), timeoutMs);
    try {
      return await orWhenAborted(
        attempt(
          signal ? AbortSignal.any([signal, limit]) : limit,
          nth,
          () => void timer.refresh(),
        ),
        limit,
        signal,
      );
    } catch (error) {
      if (signal?.aborted)
        throw cancelled(
          'Stopped as asked. Run the same command again to continue.',
        );
      const final =
        !(error instanceof Stopped) ||
        error.kind !== 'store-unavailable' ||
        error.code === 'store-refuses';
      if (final && !limit.aborted) throw error;
      if (nth >= attempts) {
        const reason = limit.aborted
          ? `no answer to "${what}" within ${timeoutMs / 1000} s`
          : String((error as Error).message);
        throw unavailable(
          'store-unavailable',
          `${url} is unavailable after ${nth} attempts: ${reason}`,
        );
      }
      await wait(Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (nth - 1)));
    } finally {
      clearTimeout(timer);
    }
  }
}

/** A request that ignores its signal must not hold the work for ever. */
async function orWhenAborted<T>(
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

function sleep(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms));
}
