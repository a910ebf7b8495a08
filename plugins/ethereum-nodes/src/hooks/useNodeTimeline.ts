import { useApi } from '@backstage/core-plugin-api';
import type { EthereumNode } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useCallback, useState } from 'react';
import { ethereumNodesApiRef } from '../api';
import { useQuery } from './useQuery';
import { useRefreshWhileVisible } from './useRefreshWhileVisible';

const PAGE_SIZE = 10;
const REFRESH_INTERVAL_MS = 60_000;

/** Timeline of a node, one page at a time by the cursors of the backend. Reloads when the state of the node changes. */
export function useNodeTimeline({ id, state }: EthereumNode) {
  const api = useApi(ethereumNodesApiRef);
  const [cursors, setCursors] = useState<string[]>([]);
  const cursor = cursors[cursors.length - 1];
  const { query, refresh } = useQuery(
    useCallback(
      signal => api.getTimeline(id, { cursor, limit: PAGE_SIZE }, { signal }),
      // eslint-disable-next-line react-hooks/exhaustive-deps -- a new state requires a reload
      [api, id, cursor, state],
    ),
  );
  useRefreshWhileVisible(refresh, REFRESH_INTERVAL_MS);
  const nextCursor =
    query.status === 'ready' && !query.isStale
      ? query.value.nextCursor
      : undefined;
  return {
    query,
    refresh,
    onOlder:
      nextCursor === undefined
        ? undefined
        : () => setCursors([...cursors, nextCursor]),
    onNewer:
      cursors.length === 0 ? undefined : () => setCursors(cursors.slice(0, -1)),
  };
}
