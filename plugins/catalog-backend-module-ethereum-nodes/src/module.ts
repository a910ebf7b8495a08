import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { ethereumNodesServiceRef } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { readOptions } from './config';
import { EthereumNodesProvider } from './EthereumNodesProvider';
import { followInventory } from './followInventory';

const TASK = 'ethereum-nodes-entities';

/**
 * Emits the nodes of the ethereum-nodes backend into the catalog, if `catalog.providers.ethereumNodes` is configured.
 * @public
 */
export const catalogModuleEthereumNodes = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'ethereum-nodes',
  register(reg) {
    reg.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        events: eventsServiceRef,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        nodes: ethereumNodesServiceRef,
        processing: catalogProcessingExtensionPoint,
        scheduler: coreServices.scheduler,
      },
      async init({
        processing,
        scheduler,
        config,
        events,
        lifecycle,
        ...deps
      }) {
        const options = readOptions(config);
        if (!options) return;
        const provider = new EthereumNodesProvider({ ...deps, options });
        processing.addEntityProvider(provider);
        await scheduler.scheduleTask({
          ...options.schedule,
          id: TASK,
          fn: async () => {
            await provider.run();
          },
        });
        await followInventory({
          events,
          lifecycle,
          logger: deps.logger,
          trigger: () => scheduler.triggerTask(TASK),
        });
      },
    });
  },
});
