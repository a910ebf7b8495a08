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
import {
  ethereumFleetReadPermission,
  ethereumNodePredicate,
  EthereumNodesClient,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { z } from 'zod';
import { ethereumNodesApiRef } from './api';
import { EthereumIcon } from './components/EthereumIcon';
import { HealthIcon } from './components/HealthIcon';
import { useNodeHealthLink } from './hooks/useNodeHealthLink';
import { myNodesWidget } from './homePageWidget';
import {
  entityHealthRouteRef,
  externalRoutes,
  rootRouteRef,
  routes,
} from './routes';
import { ethereumNodesTitlesTranslationRef as titles } from './titles';

/** Which entities have a tab, a card and a link; `app-config.yaml` can override it. */
const hasEthereumNode: FilterPredicate = ethereumNodePredicate;

/** Our pages read addresses with React Router 6, which an app of this frontend system may be without: they bring it along. */
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
      factory: deps => new EthereumNodesClient(deps),
    }),
});

const healthContent = EntityContentBlueprint.makeWithOverrides({
  name: 'health',
  configSchema: { historyHours: z.number().int().min(1).max(2160).default(24) },
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
 * The page's icon, and with it its place in the navigation, which has no page without one. The page itself stays: it explains
 * what is missing, and links to single nodes resolve for those who may read them alone.
 */
const navigation = createExtension({
  name: 'navigation',
  attachTo: { id: 'page:ethereum-nodes', input: 'navigation' },
  // One that is no resource: the app asks for a decision without one, and a policy that answers with conditions ends its start.
  if: { permissions: { $contains: ethereumFleetReadPermission.name } },
  output: [coreExtensionData.icon],
  factory: () => [coreExtensionData.icon(<EthereumIcon />)],
});

/**
 * Sync health of Ethereum nodes: a tab, a card and a link on entity pages, a widget of the home page, and a fleet page.
 *
 * It has no icon itself: the navigation would take that for the page's.
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
    page,
    navigation,
  ],
});
