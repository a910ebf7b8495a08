import { useApi } from '@backstage/core-plugin-api';
import { useCallback, useState } from 'react';
import { ethereumNodesApiRef } from '../api';
import type { FleetFilters } from './useFleetFilters';
import { useQuery } from './useQuery';

const PageSize = 50;

/**
 * One page of the fleet at a time, worst first, by the backend's cursors.
 *
 * The cursors of the pages before are kept as a stack; it starts over when the filters change.
 */
export function useNodePage(filters: FleetFilters) {
  const api = useApi(ethereumNodesApiRef);
  const [position, setPosition] = useState<{
    filters: FleetFilters;
    cursors: string[];
  }>({ filters, cursors: [] });
  const cursors = position.filters === filters ? position.cursors : [];
  const cursor = cursors[cursors.length - 1];

  const { query, refresh } = useQuery(
    useCallback(
      signal =>
        api.listNodes(
          { ...filters, limit: PageSize, ...(cursor && { cursor }) },
          { signal },
        ),
      [api, filters, cursor],
    ),
  );
  const nextCursor =
    query.status === 'ready' && !query.isStale
      ? query.value.nextCursor
      : undefined;

  return {
    query,
    refresh,
    pageSize: PageSize,
    offset: cursors.length * PageSize,
    onNextPage:
      nextCursor === undefined
        ? undefined
        : () => setPosition({ filters, cursors: [...cursors, nextCursor] }),
    onPreviousPage:
      cursors.length === 0
        ? undefined
        : () => setPosition({ filters, cursors: cursors.slice(0, -1) }),
  };
}
