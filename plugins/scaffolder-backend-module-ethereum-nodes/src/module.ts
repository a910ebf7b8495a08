import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { createGenerateRepositoryAction } from './actions/generateRepository';
import { createPlanNodeAction } from './actions/planNode';
import { createPublishLocalAction } from './actions/publishLocal';
import { localRepositories } from './localRepositories/config';

/**
 * Adds `ethereum:node:plan`, `ethereum:repo:generate` and `ethereum:publish:local` to the scaffolder.
 * @public
 */
export const scaffolderModuleEthereumNodes = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'ethereum-nodes',
  register(reg) {
    reg.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
      },
      async init({ actions, catalog, config }) {
        const repositories = localRepositories(config);
        actions.addActions(
          createPlanNodeAction({ repositories }),
          createGenerateRepositoryAction(),
          createPublishLocalAction({ repositories, catalog }),
        );
      },
    });
  },
});
