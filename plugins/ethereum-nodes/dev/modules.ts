import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { ethereumNodesApiRef } from '../src';
import { entities } from './entities';
import { PretendedFleet } from './PretendedFleet';

/** Replaces the REST client. */
export const pretendedNodes = createFrontendModule({
  pluginId: 'ethereum-nodes',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({
          api: ethereumNodesApiRef,
          deps: {},
          factory: () => new PretendedFleet(),
        }),
    }),
  ],
});

/** Replaces the catalog's client. */
export const pretendedCatalog = createFrontendModule({
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
