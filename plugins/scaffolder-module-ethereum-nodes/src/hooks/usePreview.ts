import {
  discoveryApiRef,
  fetchApiRef,
  useApi,
} from '@backstage/core-plugin-api';
import type { JsonObject } from '@backstage/types';
import type { RepositoryPreview } from '@nodeyard/blueprint/form';
import { useCallback, useEffect, useState } from 'react';
import { fetchPreview, previewFailure } from '../preview';
import { useDebounced } from './useDebounced';

const TYPING_MS = 400;

export type PreviewState =
  /** `absent`: the backend has no route for it. */
  | { status: 'loading' | 'absent' | 'denied' }
  | { status: 'failed'; reason: string }
  | { status: 'known'; preview: RepositoryPreview };

/**
 * The repository that answers would make.
 *
 * @param answers - undefined while they are refused
 */
export function usePreview(answers: JsonObject | undefined): {
  state: PreviewState;
  retry: () => void;
} {
  const discoveryApi = useApi(discoveryApiRef);
  const fetchApi = useApi(fetchApiRef);
  const [state, setState] = useState<PreviewState>({ status: 'loading' });
  const [attempt, setAttempt] = useState(0);
  const body = useDebounced(answers && JSON.stringify({ answers }), TYPING_MS);
  useEffect(() => {
    if (body === undefined) return undefined;
    const controller = new AbortController();
    setState({ status: 'loading' });
    fetchPreview({ discoveryApi, fetchApi }, body, controller.signal).then(
      preview => setState({ status: 'known', preview }),
      error => {
        if (!controller.signal.aborted) setState(previewFailure(error));
      },
    );
    return () => controller.abort();
  }, [discoveryApi, fetchApi, body, attempt]);
  const retry = useCallback(() => setAttempt(count => count + 1), []);
  return { state, retry };
}
