import { toError } from '@backstage/errors';
import { useCallback, useEffect, useRef, useState } from 'react';

/** State of a request to the backend. */
export type Query<T> =
  | { status: 'loading' }
  | { status: 'failed'; error: Error }
  | {
      status: 'ready';
      value: T;
      /** Milliseconds since the epoch at which the value was received. */
      at: number;
      /** The value belongs to the previous `load`; the current one is still running. */
      isStale: boolean;
      /** Error of the newest refresh, which kept the earlier value. */
      refreshError?: Error;
    };

/**
 * Loads a value and keeps it while it is refreshed.
 *
 * A failed refresh keeps the last value and sets `refreshError`, so that the page is not cleared.
 *
 * @param load - memoized; a new identity loads at once
 */
export function useQuery<T>(load: (signal: AbortSignal) => Promise<T>): {
  query: Query<T>;
  refresh: () => void;
} {
  const [query, setQuery] = useState<Query<T>>({ status: 'loading' });
  const running = useRef<AbortController>();

  const refresh = useCallback(() => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    const settle = (next: (before: Query<T>) => Query<T>) => {
      if (!controller.signal.aborted) {
        setQuery(next);
      }
    };
    load(controller.signal).then(
      value =>
        settle(() => ({
          status: 'ready',
          value,
          at: Date.now(),
          isStale: false,
        })),
      cause => settle(before => withFailure(before, toError(cause))),
    );
  }, [load]);

  useEffect(() => {
    setQuery(before =>
      before.status === 'ready'
        ? { ...before, isStale: true }
        : { status: 'loading' },
    );
    refresh();
    return () => running.current?.abort();
  }, [refresh]);

  return { query, refresh };
}

function withFailure<T>(before: Query<T>, error: Error): Query<T> {
  const keepsValue = before.status === 'ready' && !before.isStale;
  return keepsValue
    ? { ...before, refreshError: error }
    : { status: 'failed', error };
}
