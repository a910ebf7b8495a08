import type { FilterPredicate } from '@backstage/filter-predicates';
import {
  ApiBlueprint,
  PageBlueprint,
  coreApis,
  coreExtensionData,
  createExtension,
  createExtensionInput,
  createFrontendPlugin,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
  EntityIconLinkBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';
import { SearchResultListItemBlueprint } from '@backstage/plugin-search-react/alpha';
import {
  SEARCH_TYPE_ETHEREUM_NODE,
  ethereumFleetReadPermission,
  ethereumNodePredicate,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { z } from 'zod';
import { ethereumNodesApiRef } from './api';
import { EthereumIcon } from './components/EthereumIcon';
import { HealthIcon } from './components/HealthIcon';
import { useNodeHealthLink } from './hooks/useNodeHealthLink';
import { createLazyClient } from './lazyClient';
import { MAX_HISTORY_HOURS } from './limits';
import {
  entityHealthRouteRef,
  externalRoutes,
  rootRouteRef,
  routes,
} from './routes';
import { ethereumNodesTitlesTranslationRef as titles } from './titles';

/** Entities that get tab, card and icon link; `app-config.yaml` can override it. */
const hasEthereumNode: FilterPredicate = ethereumNodePredicate;

/** Our pages use React Router 6, which an app of the new frontend system need not have. */
async function withRouter(page: JSX.Element): Promise<JSX.Element> {
  const { ReactRouterV6PageRouter } = await import(
    '@backstage/frontend-adapter-react-router-v6'
  );
  return <ReactRouterV6PageRouter>{page}</ReactRouterV6PageRouter>;
}

const nodesApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: ethereumNodesApiRef,
      deps: { discoveryApi: coreApis.discovery, fetchApi: coreApis.fetch },
      factory: createLazyClient,
    }),
});

const healthContent = EntityContentBlueprint.makeWithOverrides({
  name: 'health',
  configSchema: {
    historyHours: z.number().int().min(1).max(MAX_HISTORY_HOURS).default(24),
  },
  factory: (originalFactory, { config }) =>
    originalFactory({
      path: '/node-health',
      routeRef: entityHealthRouteRef,
      title: titles('health'),
      group: 'operation',
      icon: <HealthIcon />,
      filter: hasEthereumNode,
      loader: async () => {
        const { NodeHealthContent } = await import(
          './components/health/NodeHealthContent'
        );
        return withRouter(
          <NodeHealthContent historyHours={config.historyHours} />,
        );
      },
    }),
});

const healthCard = EntityCardBlueprint.make({
  name: 'health',
  params: {
    type: 'info',
    filter: hasEthereumNode,
    loader: async () => {
      const { NodeHealthCard } = await import(
        './components/card/NodeHealthCard'
      );
      return <NodeHealthCard />;
    },
  },
});

const healthLink = EntityIconLinkBlueprint.make({
  name: 'health',
  params: { filter: hasEthereumNode, useProps: useNodeHealthLink },
});

const myNodesWidget = HomePageWidgetBlueprint.make({
  name: 'my-nodes',
  params: {
    name: 'MyEthereumNodes',
    title: 'My Ethereum nodes',
    description:
      'Nodes of your groups: nodes that need attention, and counts by state',
    layout: {
      width: { minColumns: 3, maxColumns: 12, defaultColumns: 6 },
      height: { minRows: 3, maxRows: 12, defaultRows: 6 },
    },
    components: async () => ({
      Content: (await import('./components/home/MyNodes')).MyNodes,
    }),
    // The widget renders its own card: that of the home plugin does not translate titles.
    componentProps: { Renderer: WithoutCard },
  },
});

function WithoutCard(props: { Content: () => JSX.Element }) {
  const { Content } = props;
  return <Content />;
}

const searchResult = SearchResultListItemBlueprint.make({
  params: {
    icon: <EthereumIcon />,
    predicate: ({ type }) => type === SEARCH_TYPE_ETHEREUM_NODE,
    component: async () =>
      (await import('./components/search/NodeSearchResult')).NodeSearchResult,
  },
});

const page = PageBlueprint.makeWithOverrides({
  inputs: {
    navigation: createExtensionInput([coreExtensionData.icon], {
      singleton: true,
      optional: true,
    }),
  },
  factory: (originalFactory, { inputs }) =>
    originalFactory({
      path: '/ethereum-nodes',
      title: titles('page'),
      icon: inputs.navigation?.get(coreExtensionData.icon),
      routeRef: rootRouteRef,
      loader: async () => {
        const { FleetPage } = await import('./components/fleet/FleetPage');
        return withRouter(<FleetPage />);
      },
    }),
});

/**
 * Icon of the page. The navigation lists only pages with an icon, so this condition hides the item and keeps the page: it names
 * the missing permission, and users who may read single nodes can still open their pages.
 */
const navigation = createExtension({
  name: 'navigation',
  attachTo: { id: 'page:ethereum-nodes', input: 'navigation' },
  // A basic permission: the app authorizes it without a resource, and fails to start on a conditional decision.
  if: { permissions: { $contains: ethereumFleetReadPermission.name } },
  output: [coreExtensionData.icon],
  factory: () => [coreExtensionData.icon(<EthereumIcon />)],
});

/**
 * Sync health of Ethereum nodes: tab, card and icon link of entity pages, home page widget, and fleet page.
 *
 * The plugin has no icon, because the navigation would use it for the page.
 * @public
 */
export const ethereumNodesPlugin = createFrontendPlugin({
  pluginId: 'ethereum-nodes',
  title: 'Ethereum nodes',
  info: { packageJson: () => import('../package.json') },
  routes,
  externalRoutes,
  extensions: [
    nodesApi,
    healthContent,
    healthCard,
    healthLink,
    myNodesWidget,
    searchResult,
    page,
    navigation,
  ],
});
