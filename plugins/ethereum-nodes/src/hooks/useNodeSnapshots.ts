import { useApi } from '@backstage/core-plugin-api';
import { useCallback } from 'react';
import { ethereumNodesApiRef } from '../api';
import { useNodeUpdates } from './useNodeUpdates';
import { useQuery } from './useQuery';

/** The backend reads stores every few minutes, and signals changes. */
const REFRESH_INTERVAL_MS = 60_000;

/** Snapshots that a node can be restored from. */
export function useNodeSnapshots(id: string) {
  const api = useApi(ethereumNodesApiRef);
  const { query, refresh } = useQuery(
    useCallback(signal => api.getSnapshots(id, { signal }), [api, id]),
  );
  useNodeUpdates(refresh, { intervalMs: REFRESH_INTERVAL_MS });
  return query;
}
