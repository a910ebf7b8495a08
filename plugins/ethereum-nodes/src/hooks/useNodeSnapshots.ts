import { useApi } from '@backstage/core-plugin-api';
import { useCallback } from 'react';
import { ethereumNodesApiRef } from '../api';
import { useQuery } from './useQuery';
import { useRefreshWhileVisible } from './useRefreshWhileVisible';

/** The backend reads stores every few minutes. */
const REFRESH_INTERVAL_MS = 60_000;

/** Snapshots that a node can be restored from. */
export function useNodeSnapshots(id: string) {
  const api = useApi(ethereumNodesApiRef);
  const { query, refresh } = useQuery(
    useCallback(signal => api.getSnapshots(id, { signal }), [api, id]),
  );
  useRefreshWhileVisible(refresh, REFRESH_INTERVAL_MS);
  return query;
}
