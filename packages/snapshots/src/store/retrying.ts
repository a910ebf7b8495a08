import { cancelled, Stopped, unavailable } from '../stopped';
import { ReadOptions, Store, WriteOptions } from './store';

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 8_000;

/** How often, how long, and with which clock; tests set `wait`. */
export interface RetryOptions {
  attempts: number;
  timeoutMs: number;
  wait?: (ms: number) => Promise<void>;
}

/** The same store with every request repeated, with growing pauses, when it fails or stalls. */
export function retrying(store: Store, options: RetryOptions): Store {
  const again = <T>(
    what: string,
    signal: AbortSignal | undefined,
    attempt: (signal: AbortSignal, nth: number) => Promise<T>,
  ) => repeated(store.url, what, options, signal, attempt);
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
    async *list(prefix: string, signal?: AbortSignal) {
      yield* await again(`list ${prefix}`, signal, async timed => {
        const objects = [];
        for await (const object of store.list(prefix, timed))
          objects.push(object);
        return objects;
      });
    },
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
  attempt: (signal: AbortSignal, nth: number) => Promise<T>,
): Promise<T> {
  for (let nth = 1; ; nth++) {
    if (signal?.aborted)
      throw cancelled(
        'Stopped as asked. Run the same command again to continue.',
      );
    const limit = AbortSignal.timeout(timeoutMs);
    try {
      return await orWhenAborted(
        attempt(signal ? AbortSignal.any([signal, limit]) : limit, nth),
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
