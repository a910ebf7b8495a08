import type { FilterPredicate } from '@backstage/filter-predicates';
import {
  ApiBlueprint,
  PageBlueprint,
  coreApis,
  createFrontendPlugin,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import {
  ethereumNodePredicate,
  EthereumNodesClient,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { z } from 'zod';
import { ethereumNodesApiRef } from './api';
import { EthereumIcon } from './components/EthereumIcon';
import { HealthIcon } from './components/HealthIcon';
import {
  entityHealthRouteRef,
  externalRoutes,
  rootRouteRef,
  routes,
} from './routes';
import { ethereumNodesTitlesTranslationRef as titles } from './titles';

/** Which entities have a tab and a card; `app-config.yaml` can override it. */
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

const page = PageBlueprint.make({
  params: {
    path: '/ethereum-nodes',
    title: titles('page'),
    icon: <EthereumIcon />,
    routeRef: rootRouteRef,
    loader: async () => {
      const { FleetPage } = await import('./components/fleet/FleetPage');
      return withRouter(<FleetPage />);
    },
  },
});

/**
 * Sync health of Ethereum nodes: a tab and a card on entity pages, and a fleet page.
 * @public
 */
export const ethereumNodesPlugin = createFrontendPlugin({
  pluginId: 'ethereum-nodes',
  title: 'Ethereum nodes',
  icon: <EthereumIcon />,
  info: { packageJson: () => import('../package.json') },
  routes,
  externalRoutes,
  extensions: [nodesApi, healthContent, healthCard, page],
});
