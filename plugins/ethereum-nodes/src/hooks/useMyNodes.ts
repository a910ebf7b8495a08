import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import type { NodePage } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useCallback } from 'react';
import { ethereumNodesApiRef } from '../api';
import { useNodeUpdates } from './useNodeUpdates';
import { ownersOf } from './ownersOf';
import { useQuery } from './useQuery';

const POLL_INTERVAL_MS = 60_000;
/** The most that the backend hands out at once. */
const MAX_NODES = 200;

/** Nodes of the reader and of the reader's groups, worst first: the 200 worst of them, and how many there are. */
export function useMyNodes() {
  const api = useApi(ethereumNodesApiRef);
  const identityApi = useApi(identityApiRef);
  const { query, refresh } = useQuery(
    useCallback(
      async (signal): Promise<NodePage> => {
        const owner = ownersOf(await identityApi.getBackstageIdentity());
        return owner.length === 0
          ? { items: [], totalItems: 0 }
          : api.listNodes({ owner, limit: MAX_NODES }, { signal });
      },
      [api, identityApi],
    ),
  );
  useNodeUpdates(refresh, { intervalMs: POLL_INTERVAL_MS });
  return { query, refresh };
}
