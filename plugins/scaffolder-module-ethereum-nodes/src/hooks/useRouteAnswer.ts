import { useCallback, useEffect, useState } from 'react';
import { previewFailure } from '../preview';

/** What is known of the answer of a route of the scaffolder's backend. */
export type RouteAnswer<T> =
  /** `waiting`: not asked yet. `absent`: the backend has no route for it, or nothing to answer. */
  | { status: 'waiting' | 'loading' | 'absent' | 'denied' }
  | { status: 'failed'; reason: string }
  | { status: 'known'; value: T };

/**
 * Asks a route, again when the question changes, and forgets an answer that comes too late.
 *
 * @param ask - memoized; undefined while there is nothing to ask
 */
export function useRouteAnswer<T>(
  ask: ((signal: AbortSignal) => Promise<T>) | undefined,
): { state: RouteAnswer<T>; retry: () => void } {
  const [state, setState] = useState<RouteAnswer<T>>({ status: 'waiting' });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (!ask) {
      setState({ status: 'waiting' });
      return undefined;
    }
    const controller = new AbortController();
    setState({ status: 'loading' });
    ask(controller.signal).then(
      value => setState({ status: 'known', value }),
      error => {
        if (!controller.signal.aborted) setState(previewFailure(error));
      },
    );
    return () => controller.abort();
  }, [ask, attempt]);
  const retry = useCallback(() => setAttempt(count => count + 1), []);
  return { state, retry };
}
