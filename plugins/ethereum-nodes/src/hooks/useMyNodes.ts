import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import type { NodePage } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useCallback } from 'react';
import { ethereumNodesApiRef } from '../api';
import { MAX_NODES_PER_PAGE } from '../limits';
import { useNodeUpdates } from './useNodeUpdates';
import { getOwnerRefs } from './getOwnerRefs';
import { useQuery } from './useQuery';

const POLL_INTERVAL_MS = 60_000;

/** Nodes of the user and the user's groups, worst first, limited to 200, with their total number. */
export function useMyNodes() {
  const api = useApi(ethereumNodesApiRef);
  const identityApi = useApi(identityApiRef);
  const { query, refresh } = useQuery(
    useCallback(
      async (signal): Promise<NodePage> => {
        const owner = getOwnerRefs(await identityApi.getBackstageIdentity());
        return owner.length === 0
          ? { items: [], totalItems: 0 }
          : api.listNodes({ owner, limit: MAX_NODES_PER_PAGE }, { signal });
      },
      [api, identityApi],
    ),
  );
  useNodeUpdates(refresh, { intervalMs: POLL_INTERVAL_MS });
  return { query, refresh };
}
