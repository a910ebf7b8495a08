import {
  discoveryApiRef,
  fetchApiRef,
  useApi,
} from '@backstage/core-plugin-api';
import type { PresentRequest } from '@nodeyard/blueprint/form';
import { useCallback, useEffect, useState } from 'react';
import { fetchPresentRequest, previewFailure } from '../preview';

export type PresentRequestState =
  /** `absent`: the backend has no route for it, or the entity no repository of ours. `waiting`: no entity is chosen. */
  | { status: 'waiting' | 'loading' | 'absent' | 'denied' }
  | { status: 'failed'; reason: string }
  | { status: 'known'; present: PresentRequest };

/** The request of the repository of an entity. */
export function usePresentRequest(entityRef: string | undefined): {
  state: PresentRequestState;
  retry: () => void;
} {
  const discoveryApi = useApi(discoveryApiRef);
  const fetchApi = useApi(fetchApiRef);
  const [state, setState] = useState<PresentRequestState>({
    status: 'waiting',
  });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (entityRef === undefined) {
      setState({ status: 'waiting' });
      return undefined;
    }
    const controller = new AbortController();
    setState({ status: 'loading' });
    fetchPresentRequest(
      { discoveryApi, fetchApi },
      entityRef,
      controller.signal,
    ).then(
      present => setState({ status: 'known', present }),
      error => {
        if (!controller.signal.aborted) setState(previewFailure(error));
      },
    );
    return () => controller.abort();
  }, [discoveryApi, fetchApi, entityRef, attempt]);
  const retry = useCallback(() => setAttempt(count => count + 1), []);
  return { state, retry };
}
