import { useApi } from '@backstage/core-plugin-api';
import { useCallback } from 'react';
import { ethereumNodesApiRef } from '../api';
import { useQuery } from './useQuery';

/**
 * Entities that no source reports a node for.
 * @param entityRef - only this one
 */
export function useDeclared(entityRef?: string) {
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
