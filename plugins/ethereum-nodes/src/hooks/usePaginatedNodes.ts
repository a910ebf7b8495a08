import { useApi } from '@backstage/core-plugin-api';
import { useCallback, useState } from 'react';
import type {
  NodePage,
  NodeQuery,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { ethereumNodesApiRef } from '../api';
import { useQuery } from './useQuery';

const PAGE_SIZE = 50;

/**
 * One page of nodes at a time, by the cursors of the backend.
 *
 * Cursors of previous pages are kept as a stack, which is cleared when the query changes.
 *
 * @param nodeQuery - memoized; nothing is requested while it is undefined
 */
export function usePaginatedNodes(nodeQuery: NodeQuery | undefined) {
  const api = useApi(ethereumNodesApiRef);
  const [position, setPosition] = useState<{
    nodeQuery: NodeQuery | undefined;
    cursors: string[];
  }>({ nodeQuery, cursors: [] });
  const cursors = position.nodeQuery === nodeQuery ? position.cursors : [];
  const cursor = cursors[cursors.length - 1];

  const { query, refresh } = useQuery(
    useCallback(
      async (signal): Promise<NodePage> =>
        nodeQuery === undefined
          ? new Promise(() => {})
          : api.listNodes(
              { ...nodeQuery, limit: PAGE_SIZE, ...(cursor && { cursor }) },
              { signal },
            ),
      [api, nodeQuery, cursor],
    ),
  );
  const nextCursor =
    query.status === 'ready' && !query.isStale
      ? query.value.nextCursor
      : undefined;

  return {
    query,
    refresh,
    pageSize: PAGE_SIZE,
    offset: cursors.length * PAGE_SIZE,
    onNextPage:
      nextCursor === undefined
        ? undefined
        : () => setPosition({ nodeQuery, cursors: [...cursors, nextCursor] }),
    onPreviousPage:
      cursors.length === 0
        ? undefined
        : () => setPosition({ nodeQuery, cursors: cursors.slice(0, -1) }),
  };
}
