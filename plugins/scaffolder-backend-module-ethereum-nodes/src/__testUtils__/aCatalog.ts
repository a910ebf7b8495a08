import { createServiceFactory } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';

/** Backstage's catalog in memory, which takes every location that is registered and finds nothing there. */
export function aCatalog(entities: Entity[]) {
  return createServiceFactory({
    service: catalogServiceRef,
    deps: {},
    factory: () =>
      Object.assign(catalogServiceMock({ entities }), {
        addLocation: async ({ type = 'url', target = '' }) => ({
          location: { id: 'registered', type, target },
          entities: [],
        }),
      }),
  });
}
