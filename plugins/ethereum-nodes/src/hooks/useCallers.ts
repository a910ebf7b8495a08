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

/** More than these are counted and not listed. */
const MAX_APIS = 50;
const MAX_CALLERS = 100;

const fields = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'relations',
];

/** Who calls a node, as far as the catalog says and the reader may see there. */
export interface Callers {
  /** What the node's entity provides. */
  apis: string[];
  items: Array<{ entityRef: string; ownerRefs: string[] }>;
  /** Callers that are named and were not found: not registered, hidden from the reader, or beyond the most that are listed. */
  unseen: number;
}

/**
 * The components that consume the APIs which an entity provides, read from the catalog with the reader's own rights.
 * @returns of an entity that is not in the catalog, or not for the reader, undefined
 */
export function useCallers(entityRef: string) {
  const catalogApi = useApi(catalogApiRef);
  return useQuery(
    useCallback(async (): Promise<Callers | undefined> => {
      const entity = await catalogApi.getEntityByRef(entityRef);
      if (!entity) return undefined;
      const found = async (refs: string[]): Promise<Entity[]> => {
        if (refs.length === 0) return [];
        const { items } = await catalogApi.getEntitiesByRefs({
          entityRefs: refs,
          fields,
        });
        return items.flatMap(item => item ?? []);
      };
      const apiRefs = related(entity, RELATION_PROVIDES_API);
      const apis = await found(apiRefs.slice(0, MAX_APIS));
      const callerRefs = [
        ...new Set(apis.flatMap(api => related(api, RELATION_API_CONSUMED_BY))),
      ].sort();
      const callers = await found(callerRefs.slice(0, MAX_CALLERS));
      return {
        apis: apiRefs,
        items: callers.map(caller => ({
          entityRef: stringifyEntityRef(caller),
          ownerRefs: related(caller, RELATION_OWNED_BY),
        })),
        unseen: callerRefs.length - callers.length,
      };
    }, [catalogApi, entityRef]),
  );
}

function related(entity: Entity, type: string): string[] {
  return (entity.relations ?? [])
    .filter(relation => relation.type === type)
    .map(({ targetRef }) => targetRef);
}
