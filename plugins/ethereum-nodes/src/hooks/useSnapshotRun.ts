import { useApi } from '@backstage/core-plugin-api';
import { toError } from '@backstage/errors';
import type { NodeSnapshotRun } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useCallback, useEffect, useState } from 'react';
import { ethereumNodesApiRef } from '../api';
import { useNodeAnalytics } from './useNodeAnalytics';
import { useQuery } from './useQuery';
import { useRefreshWhileVisible } from './useRefreshWhileVisible';

const IDLE_INTERVAL_MS = 60_000;
const ACTIVE_INTERVAL_MS = 5_000;

/** The newest run of a node's snapshots, which is refreshed more often while it is active, and a request for another. */
export function useSnapshotRun(id: string) {
  const api = useApi(ethereumNodesApiRef);
  const analytics = useNodeAnalytics();
  const { query, refresh } = useQuery(
    useCallback(signal => api.getSnapshotRun(id, { signal }), [api, id]),
  );
  const [request, setRequest] = useState<{ isBusy: boolean; error?: Error }>({
    isBusy: false,
  });
  const isActive = query.status === 'ready' && isActiveRun(query.value);
  useRefreshWhileVisible(
    refresh,
    isActive ? ACTIVE_INTERVAL_MS : IDLE_INTERVAL_MS,
  );
  useEffect(() => setRequest({ isBusy: false }), [id]);

  const start = async () => {
    setRequest({ isBusy: true });
    try {
      await api.requestSnapshot(id);
      analytics.requestedSnapshot();
      setRequest({ isBusy: false });
    } catch (error) {
      setRequest({ isBusy: false, error: toError(error) });
    }
    // A refused request, too, may have found a run that another caller requested.
    refresh();
  };
  return { query, isActive, ...request, start };
}

function isActiveRun({ run }: NodeSnapshotRun): boolean {
  return run?.status === 'queued' || run?.status === 'running';
}
