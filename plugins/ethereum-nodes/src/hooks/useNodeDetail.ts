import { useApi } from '@backstage/core-plugin-api';
import { useCallback } from 'react';
import { ethereumNodesApiRef } from '../api';
import { useNodeUpdates } from './useNodeUpdates';
import { useQuery } from './useQuery';

const DEFAULT_POLL_INTERVAL_MS = 15_000;

/** One node with its verdict and newest sample, refreshed at the poll interval of the backend. */
export function useNodeDetail(id: string) {
  const api = useApi(ethereumNodesApiRef);
  const { query, refresh } = useQuery(
    useCallback(signal => api.getNode(id, { signal }), [api, id]),
  );
  const intervalMs =
    query.status === 'ready'
      ? query.value.pollIntervalSeconds * 1_000
      : DEFAULT_POLL_INTERVAL_MS;
  const mode = useNodeUpdates(refresh, { intervalMs });
  return { query, refresh, mode, intervalMs };
}
