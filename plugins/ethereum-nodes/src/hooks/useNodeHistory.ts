import { useApi } from '@backstage/core-plugin-api';
import { useCallback } from 'react';
import { ethereumNodesApiRef } from '../api';
import { useQuery } from './useQuery';
import { useRefreshWhileVisible } from './useRefreshWhileVisible';

/** One pixel of the strip is minutes wide, so a shorter interval shows nothing new. */
const REFRESH_INTERVAL_MS = 60_000;

/** States and head ages of a node. The result contains its hours, because the previous result is shown while a new one loads. */
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
