import {
  RELATION_API_CONSUMED_BY,
  RELATION_OWNED_BY,
  RELATION_PROVIDES_API,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useCallback } from 'react';
import { useQuery } from './useQuery';

/** Limits of what is listed; the rest is counted in `unseen`. */
const MAX_APIS = 50;
const MAX_CALLERS = 100;

const fields = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'relations',
];

/** Callers of a node in the catalog, as far as the user may read them. */
export interface Callers {
  /** Entity references of the APIs that the node's entity provides. */
  apis: string[];
  items: Array<{ entityRef: string; ownerRefs: string[] }>;
  /** Callers that relations name and that were not found: not registered, not readable, or beyond the limit. */
  unseen: number;
}

/**
 * Components that consume the APIs of an entity, read from the catalog with the permissions of the user.
 * @returns undefined for an entity that is not in the catalog or not readable
 */
export function useCallers(entityRef: string) {
  const catalogApi = useApi(catalogApiRef);
  return useQuery(
    useCallback(async (): Promise<Callers | undefined> => {
      const entity = await catalogApi.getEntityByRef(entityRef);
      if (!entity) return undefined;
      const fetchEntities = async (refs: string[]): Promise<Entity[]> => {
        if (refs.length === 0) return [];
        const { items } = await catalogApi.getEntitiesByRefs({
          entityRefs: refs,
          fields,
        });
        return items.flatMap(item => item ?? []);
      };
      const apiRefs = targetRefs(entity, RELATION_PROVIDES_API);
      const apis = await fetchEntities(apiRefs.slice(0, MAX_APIS));
      const callerRefs = [
        ...new Set(
          apis.flatMap(api => targetRefs(api, RELATION_API_CONSUMED_BY)),
        ),
      ].sort();
      const callers = await fetchEntities(callerRefs.slice(0, MAX_CALLERS));
      return {
        apis: apiRefs,
        items: callers.map(caller => ({
          entityRef: stringifyEntityRef(caller),
          ownerRefs: targetRefs(caller, RELATION_OWNED_BY),
        })),
        unseen: callerRefs.length - callers.length,
      };
    }, [catalogApi, entityRef]),
  );
}

function targetRefs(entity: Entity, type: string): string[] {
  return (entity.relations ?? [])
    .filter(relation => relation.type === type)
    .map(({ targetRef }) => targetRef);
}
