import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type { EntityProviderConnection } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';

/** A catalog without processing: entities are read as they were emitted. The real one is in module.test.ts. */
export function createMemoryCatalog() {
  const entities = new Map<string, Entity>();
  const read = () => catalogServiceMock({ entities: [...entities.values()] });
  const applyMutation = jest.fn<
    ReturnType<EntityProviderConnection['applyMutation']>,
    Parameters<EntityProviderConnection['applyMutation']>
  >(async mutation => {
    if (mutation.type !== 'delta') throw new Error('Only deltas are expected');
    for (const { entity } of mutation.added) {
      entities.set(stringifyEntityRef(entity), entity);
    }
    for (const removed of mutation.removed) {
      if ('entityRef' in removed) entities.delete(removed.entityRef);
    }
  });
  return {
    entities,
    connection: { applyMutation, refresh: async () => {} },
    catalog: {
      queryEntities: jest.fn(async request => read().queryEntities(request)),
      getEntitiesByRefs: jest.fn(async request =>
        read().getEntitiesByRefs(request),
      ),
    },
  };
}
