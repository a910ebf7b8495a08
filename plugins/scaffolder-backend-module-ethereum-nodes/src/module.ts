import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { createExplainFailureAction } from './actions/explainFailure';
import { createGenerateRepositoryAction } from './actions/generateRepository';
import { createPlanNodeAction } from './actions/planNode';
import { registerPlanAction } from './actions/registerPlanAction';
import { createPublishLocalAction } from './actions/publishLocal';
import { hostStates } from './hosts/hosts';
import { localRepositories } from './localRepositories/config';
import { createPreviewRouter } from './preview/router';
import { publishActions } from './publishing/gitHosts';

/**
 * Adds `ethereum:node:plan`, `ethereum:repo:generate`, `ethereum:failure:explain`, `ethereum:publish:local` and, for each host
 * whose module of Backstage is installed, `ethereum:publish:github`, `ethereum:publish:gitlab` and `ethereum:publish:gitea` to the scaffolder,
 * and the route that previews a repository for its form.
 * @public
 */
export const scaffolderModuleEthereumNodes = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'ethereum-nodes',
  register(reg) {
    reg.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        actionsRegistry: actionsRegistryServiceRef,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
      },
      async init({
        actions,
        actionsRegistry,
        catalog,
        config,
        httpAuth,
        httpRouter,
        logger,
        permissions,
      }) {
        registerPlanAction(actionsRegistry);
        const repositories = localRepositories(config);
        const publishing = await publishActions(config, logger);
        const hosts = hostStates(
          config,
          publishing.map(({ id }) => id),
        );
        actions.addActions(
          createPlanNodeAction({ repositories, hosts }),
          createGenerateRepositoryAction(),
          createPublishLocalAction({ repositories, catalog }),
          createExplainFailureAction(),
          ...publishing,
        );
        httpRouter.use(
          createPreviewRouter({
            hosts,
            httpAuth,
            integrations: ScmIntegrations.fromConfig(config),
            permissions,
            repositories,
          }),
        );
      },
    });
  },
});
