import {
  discoveryApiRef,
  fetchApiRef,
  useApi,
} from '@backstage/core-plugin-api';
import type { JsonObject } from '@backstage/types';
import { useMemo } from 'react';
import { fetchPreview } from '../preview';
import { useDebounced } from './useDebounced';
import { useRouteAnswer } from './useRouteAnswer';

const TYPING_MS = 400;

/**
 * The repository that answers would make.
 *
 * @param answers - undefined while they are refused
 */
export function usePreview(answers: JsonObject | undefined) {
  const discoveryApi = useApi(discoveryApiRef);
  const fetchApi = useApi(fetchApiRef);
  const body = useDebounced(answers && JSON.stringify({ answers }), TYPING_MS);
  const ask = useMemo(
    () =>
      body === undefined
        ? undefined
        : (signal: AbortSignal) =>
            fetchPreview({ discoveryApi, fetchApi }, body, signal),
    [discoveryApi, fetchApi, body],
  );
  return useRouteAnswer(ask);
}
