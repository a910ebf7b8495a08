import { useApi } from '@backstage/core-plugin-api';
import { useCallback } from 'react';
import { ethereumNodesApiRef } from '../api';
import { useQuery } from './useQuery';

/**
 * Entities that declare a node which no source reports.
 * @param entityRef - limits the result to one entity
 */
export function useDeclaredEntities(entityRef?: string) {
  const api = useApi(ethereumNodesApiRef);
  return useQuery(
    useCallback(
      signal =>
        api.listDeclared(entityRef === undefined ? undefined : [entityRef], {
          signal,
        }),
      [api, entityRef],
    ),
  ).query;
}
