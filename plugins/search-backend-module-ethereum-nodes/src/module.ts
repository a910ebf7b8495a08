import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { searchIndexRegistryExtensionPoint } from '@backstage/plugin-search-backend-node/alpha';
import { ethereumNodesServiceRef } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { readCollatorConfig } from './config';
import { NodeCollatorFactory } from './NodeCollatorFactory';

/**
 * Adds documents of the type `ethereum-node` to the search. A user finds the nodes that `ethereum-nodes.node.read` allows.
 * @public
 */
export const searchModuleEthereumNodes = createBackendModule({
  pluginId: 'search',
  moduleId: 'ethereum-nodes-collator',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        indexRegistry: searchIndexRegistryExtensionPoint,
        nodes: ethereumNodesServiceRef,
        scheduler: coreServices.scheduler,
      },
      async init({ auth, config, indexRegistry, nodes, scheduler }) {
        const { schedule, fleetPath } = readCollatorConfig(config);
        indexRegistry.addCollator({
          schedule: scheduler.createScheduledTaskRunner(schedule),
          factory: new NodeCollatorFactory({ auth, nodes, fleetPath }),
        });
      },
    });
  },
});
