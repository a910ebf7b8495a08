/**
 * The plugin for Backstage apps of the old frontend system.
 *
 * @packageDocumentation
 */
import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import type { ResultHighlight } from '@backstage/plugin-search-common';
import {
  createSearchResultListItemExtension,
  type SearchResultListItemExtensionProps,
} from '@backstage/plugin-search-react';
import { SEARCH_TYPE_ETHEREUM_NODE } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { ethereumNodesApiRef } from './api';
import { createLazyClient } from './lazyClient';
import {
  entityHealthRouteRef,
  externalRoutes,
  rootRouteRef,
  routes,
} from './routes';

export { ethereumNodesApiRef } from './api';
export { EthereumIcon } from './components/EthereumIcon';
export {
  ethereumFleetReadPermission,
  isEthereumNodeEntity as isEthereumNodeAvailable,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
export { ethereumNodesTranslationRef } from './translation';

/** The plugin, for apps that register plugins explicitly. @public */
export const ethereumNodesPlugin = createPlugin({
  id: 'ethereum-nodes',
  routes,
  externalRoutes,
  apis: [
    createApiFactory({
      api: ethereumNodesApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: createLazyClient,
    }),
  ],
});

/** The fleet page, for `<Route path="/ethereum-nodes" element={<EthereumNodesPage />} />`. @public */
export const EthereumNodesPage: () => JSX.Element = ethereumNodesPlugin.provide(
  createRoutableExtension({
    name: 'EthereumNodesPage',
    mountPoint: rootRouteRef,
    component: () =>
      import('./components/LegacyFleetPage').then(m => m.LegacyFleetPage),
  }),
);

/** The tab, for `<EntityLayout.Route path="/node-health" if={isEthereumNodeAvailable} … />`. @public */
export const EntityNodeHealthContent: (props: {
  /** Initial time range of the history, in hours. Defaults to 24. */
  historyHours?: number;
}) => JSX.Element = ethereumNodesPlugin.provide(
  createRoutableExtension({
    name: 'EntityNodeHealthContent',
    mountPoint: entityHealthRouteRef,
    component: () =>
      import('./components/health/NodeHealthContent').then(
        m => m.NodeHealthContent,
      ),
  }),
);

/** The card for the overview. @public */
export const EntityNodeHealthCard: () => JSX.Element =
  ethereumNodesPlugin.provide(
    createComponentExtension({
      name: 'EntityNodeHealthCard',
      component: {
        lazy: () =>
          import('./components/card/NodeHealthCard').then(
            m => m.NodeHealthCard,
          ),
      },
    }),
  );

/** Result of a search that is a node, for the children of `<SearchResult>`. @public */
export const EthereumNodeSearchResultListItem: (
  props: SearchResultListItemExtensionProps<{ highlight?: ResultHighlight }>,
) => JSX.Element | null = ethereumNodesPlugin.provide(
  createSearchResultListItemExtension({
    name: 'EthereumNodeSearchResultListItem',
    component: () =>
      import('./components/search/NodeSearchResult').then(
        m => m.NodeSearchResult,
      ),
    predicate: ({ type }) => type === SEARCH_TYPE_ETHEREUM_NODE,
  }),
);

/** Home page widget with the nodes of the user and the user's groups. @public */
export const HomePageMyNodes: () => JSX.Element = ethereumNodesPlugin.provide(
  createComponentExtension({
    name: 'HomePageMyNodes',
    component: {
      lazy: () => import('./components/home/MyNodes').then(m => m.MyNodes),
    },
  }),
);
