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
 * One page of the fleet at a time, by the backend's cursors.
 *
 * The cursors of the pages before are kept as a stack; it starts over when the question changes.
 *
 * @param question - memoised; undefined as long as it is not known what to ask for
 */
export function useNodePage(question: NodeQuery | undefined) {
  const api = useApi(ethereumNodesApiRef);
  const [position, setPosition] = useState<{
    question: NodeQuery | undefined;
    cursors: string[];
  }>({ question, cursors: [] });
  const cursors = position.question === question ? position.cursors : [];
  const cursor = cursors[cursors.length - 1];

  const { query, refresh } = useQuery(
    useCallback(
      async (signal): Promise<NodePage> =>
        question === undefined
          ? new Promise(() => {})
          : api.listNodes(
              { ...question, limit: PAGE_SIZE, ...(cursor && { cursor }) },
              { signal },
            ),
      [api, question, cursor],
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
        : () => setPosition({ question, cursors: [...cursors, nextCursor] }),
    onPreviousPage:
      cursors.length === 0
        ? undefined
        : () => setPosition({ question, cursors: cursors.slice(0, -1) }),
  };
}
