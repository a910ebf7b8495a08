import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { hostStates } from './hosts/hosts';
import { publishActions } from './publishing/gitHosts';
import { templateOptions } from './template/config';
import { TemplateProvider } from './template/provider';
import { templatesFor } from './template/template';

/**
 * Gives the catalog the template "Create Ethereum Node", with the hosts that this Backstage can publish to, and the templates
 * "Change Ethereum Node", "Update Ethereum Blueprint" and "Update Ethereum Fleet".
 * @public
 */
export const catalogModuleEthereumNodeTemplate = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'ethereum-node-template',
  register(reg) {
    reg.registerInit({
      deps: {
        catalog: catalogProcessingExtensionPoint,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
      },
      async init({ catalog, config, logger }) {
        const { isEnabled, owner } = templateOptions(config);
        if (!isEnabled) {
          catalog.addEntityProvider(new TemplateProvider([], logger));
          return;
        }
        const actions = await publishActions(config, logger);
        const states = hostStates(
          config,
          actions.map(({ id }) => id),
        );
        const templates = templatesFor(states, owner);
        if (templates.length === 0) {
          logger.warn(
            `The template "Create Ethereum Node" is not offered, because its repositories could be published nowhere. ${states
              .flatMap(state =>
                state.canPublish
                  ? []
                  : [`${state.host} ${state.reason}. ${state.fix}`],
              )
              .join(' ')}`,
          );
        }
        catalog.addEntityProvider(new TemplateProvider(templates, logger));
      },
    });
  },
});
