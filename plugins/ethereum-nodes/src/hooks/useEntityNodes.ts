import { stringifyEntityRef } from '@backstage/catalog-model';
import type { Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { readNodeAnnotation } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { EthereumNode } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useCallback } from 'react';
import { isNotFound } from '../errors/isNotFound';
import { ethereumNodesApiRef } from '../api';
import { MAX_NODES_PER_PAGE } from '../limits';
import { sortWorstFirst } from '../states/sortWorstFirst';
import { useNodeUpdates } from './useNodeUpdates';
import { useQuery } from './useQuery';

const POLL_INTERVAL_MS = 30_000;

/** The nodes of an entity, worst first. Pinned IDs that do not exist are left out. */
export function useEntityNodes(entity: Entity) {
  const api = useApi(ethereumNodesApiRef);
  const entityRef = stringifyEntityRef(entity);
  const annotation = readNodeAnnotation(entity);
  const pinnedIds = annotation?.kind === 'ids' ? annotation.ids.join(',') : '';

  const load = useCallback(
    async (signal: AbortSignal): Promise<EthereumNode[]> => {
      if (pinnedIds === '') {
        const page = await api.listNodes(
          { entityRef: [entityRef], limit: MAX_NODES_PER_PAGE },
          { signal },
        );
        return sortWorstFirst(page.items);
      }
      const answers = await Promise.allSettled(
        pinnedIds.split(',').map(id => api.getNode(id, { signal })),
      );
      const nodes = answers.flatMap(answer =>
        answer.status === 'fulfilled' ? [answer.value] : [],
      );
      const failed = answers.find(
        answer => answer.status === 'rejected' && !isNotFound(answer.reason),
      );
      if (nodes.length === 0 && failed?.status === 'rejected') {
        throw failed.reason;
      }
      return sortWorstFirst(nodes);
    },
    [api, entityRef, pinnedIds],
  );

  const { query, refresh } = useQuery(load);
  const mode = useNodeUpdates(refresh, { intervalMs: POLL_INTERVAL_MS });
  return { query, refresh, mode, intervalMs: POLL_INTERVAL_MS };
}
