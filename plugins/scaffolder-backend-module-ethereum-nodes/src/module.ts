import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import type { Config } from '@backstage/config';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { createExplainFailureAction } from './actions/explainFailure';
import { createGenerateRepositoryAction } from './actions/generateRepository';
import { createPlanNodeAction } from './actions/planNode';
import { registerPlanAction } from './actions/registerPlanAction';
import { createUpdateFleetAction } from './actions/updateFleet';
import { createPublishLocalAction } from './actions/publishLocal';
import {
  createChangeRepositoryAction,
  createUpdateRepositoryAction,
} from './actions/updateRepository';
import { hostStates } from './hosts/hosts';
import { localRepositories } from './localRepositories/config';
import { createPreviewRouter } from './preview/router';
import { hostOptions, publishActions } from './publishing/gitHosts';

/**
 * Adds `ethereum:node:plan`, `ethereum:repo:generate`, `ethereum:repo:change`, `ethereum:repo:update`, `ethereum:fleet:update`, `ethereum:failure:explain`, `ethereum:publish:local` and, for each host
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
        const updates = {
          ...hostOptions(config),
          catalog,
          repositories,
          author: authorOf(config),
        };
        actions.addActions(
          createPlanNodeAction({ repositories, hosts }),
          createGenerateRepositoryAction(),
          createPublishLocalAction({ repositories, catalog }),
          createChangeRepositoryAction(updates),
          createUpdateRepositoryAction(updates),
          createUpdateFleetAction(updates),
          createExplainFailureAction(),
          ...publishing,
        );
        httpRouter.use(
          createPreviewRouter({ ...updates, hosts, httpAuth, permissions }),
        );
      },
    });
  },
});

/** Who commits, as for Backstage's own actions. */
function authorOf(config: Config) {
  const author = config.getOptionalConfig('scaffolder.defaultAuthor');
  return {
    name: author?.getOptionalString('name') ?? 'Scaffolder',
    email: author?.getOptionalString('email') ?? 'scaffolder@backstage.io',
  };
}
