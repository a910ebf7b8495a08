import type { Entity } from '@backstage/catalog-model';
import type { CatalogApi } from '@backstage/plugin-catalog-react';

/**
 * Entities of the catalog that have references already which a repository would have.
 *
 * Without those that the user may not see: the catalog does not tell these from absent ones.
 */
export async function entitiesInUse(
  catalog: Pick<CatalogApi, 'getEntitiesByRefs'>,
  entityRefs: readonly string[],
): Promise<Entity[]> {
  const { items } = await catalog.getEntitiesByRefs({
    entityRefs: [...entityRefs],
    fields: ['kind', 'metadata.name', 'metadata.namespace', 'metadata.title'],
  });
  return items.flatMap(item => item ?? []);
}
