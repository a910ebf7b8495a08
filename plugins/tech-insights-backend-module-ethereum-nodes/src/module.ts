import { techInsightsFactRetrieversExtensionPoint } from '@backstage-community/plugin-tech-insights-node';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { ethereumNodesServiceRef } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { createFactRetriever, FACT_RETRIEVER_ID } from './factRetriever';

/**
 * Adds the fact retriever `ethereumNodes` to Tech Insights. It runs at the cadence of
 * `techInsights.factRetrievers.ethereumNodes` in the configuration.
 * @public
 */
export const techInsightsModuleEthereumNodes = createBackendModule({
  pluginId: 'tech-insights',
  moduleId: 'ethereum-nodes',
  register(reg) {
    reg.registerInit({
      deps: {
        retrievers: techInsightsFactRetrieversExtensionPoint,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        nodes: ethereumNodesServiceRef,
      },
      async init({ retrievers, auth, catalog, nodes }) {
        retrievers.addFactRetrievers({
          [FACT_RETRIEVER_ID]: createFactRetriever({ auth, catalog, nodes }),
        });
      },
    });
  },
});
