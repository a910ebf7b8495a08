import { useApi } from '@backstage/core-plugin-api';
import { useCallback } from 'react';
import { ethereumNodesApiRef } from '../api';
import { useQuery } from './useQuery';
import { useRefreshWhileVisible } from './useRefreshWhileVisible';

/** A pixel of the strip is minutes wide: asking more often shows nothing new. */
const REFRESH_INTERVAL_MS = 60_000;

/** The states and head ages of a node over the last hours. The answer says for how many, as the one before stays meanwhile. */
export function useNodeHistory(id: string, hours: number) {
  const api = useApi(ethereumNodesApiRef);
  const { query, refresh } = useQuery(
    useCallback(
      async signal => ({
        hours,
        history: await api.getHistory(id, hours, { signal }),
      }),
      [api, id, hours],
    ),
  );
  useRefreshWhileVisible(refresh, REFRESH_INTERVAL_MS);
  return { query, refresh };
}
