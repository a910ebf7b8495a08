import { toError } from '@backstage/errors';
import { useCallback, useEffect, useRef, useState } from 'react';

/** What is known of an answer from the backend. */
export type Query<T> =
  | { status: 'loading' }
  | { status: 'failed'; error: Error }
  | {
      status: 'ready';
      value: T;
      /** Milliseconds since the epoch at which the value came. */
      at: number;
      /** The value answers an earlier question; the answer to this one is on its way. */
      isStale: boolean;
      /** The newest refresh failed: the value is from before. */
      refreshError?: Error;
    };

/**
 * An answer that stays on the screen while it is renewed.
 *
 * A failed refresh keeps the last value and says so, instead of blanking a page that people are reading.
 *
 * @param load - memoised; a new identity is a new question and is asked at once
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
