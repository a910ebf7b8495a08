import {
  discoveryApiRef,
  fetchApiRef,
  useApi,
} from '@backstage/core-plugin-api';
import { useMemo } from 'react';
import { fetchPresentRequest } from '../preview';
import { useRouteAnswer } from './useRouteAnswer';

/**
 * The request of the repository of an entity.
 *
 * @param entityRef - undefined while none is chosen
 */
export function usePresentRequest(entityRef: string | undefined) {
  const discoveryApi = useApi(discoveryApiRef);
  const fetchApi = useApi(fetchApiRef);
  const ask = useMemo(
    () =>
      entityRef === undefined
        ? undefined
        : (signal: AbortSignal) =>
            fetchPresentRequest({ discoveryApi, fetchApi }, entityRef, signal),
    [discoveryApi, fetchApi, entityRef],
  );
  return useRouteAnswer(ask);
}
