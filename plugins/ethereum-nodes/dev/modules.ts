import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { ethereumNodesApiRef } from '../src';
import { entities } from './entities';
import { MockFleet } from './MockFleet';

/** Overrides the REST client. */
export const mockNodes = createFrontendModule({
  pluginId: 'ethereum-nodes',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({
          api: ethereumNodesApiRef,
          deps: {},
          factory: () => new MockFleet(),
        }),
    }),
  ],
});

/** Overrides the catalog client. */
export const mockCatalog = createFrontendModule({
  pluginId: 'catalog',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({
          api: catalogApiRef,
          deps: {},
          factory: () => catalogApiMock({ entities }),
        }),
    }),
  ],
});
