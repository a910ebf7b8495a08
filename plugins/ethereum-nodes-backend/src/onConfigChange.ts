import type {
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import { type EthereumNodesConfig, readEthereumNodesConfig } from './config';

/** Keys that are reloaded without a restart; the others determine the tasks and sources. */
type ReloadableConfig = Pick<
  EthereumNodesConfig,
  'nodes' | 'networks' | 'links' | 'allowDeclared' | 'allowListed'
>;

/**
 * Applies changes of static nodes, private networks, links and allowed endpoints in the configuration. An invalid configuration is
 * logged and not applied.
 */
export function onConfigChange(
  rootConfig: RootConfigService,
  logger: LoggerService,
  apply: (config: ReloadableConfig) => void,
): void {
  const raw = () => JSON.stringify(rootConfig.getOptional('ethereumNodes'));
  let before = raw();
  let restBefore = serializeNotReloaded(readEthereumNodesConfig(rootConfig));
  rootConfig.subscribe?.(() => {
    // The listener is called for changes of other plugins' configuration as well.
    const now = raw();
    if (now === before) return;
    before = now;
    try {
      const config = readEthereumNodesConfig(rootConfig, logger);
      apply(config);
      const rest = serializeNotReloaded(config);
      logger.info(
        `The configuration changed: ${config.nodes.length} static nodes, ${
          config.networks.length
        } private networks${
          rest === restBefore
            ? ''
            : '; other changes below ethereumNodes take effect after a restart'
        }`,
      );
      restBefore = rest;
    } catch (error) {
      logger.error(
        `${
          isError(error) ? error.message : String(error)
        }\nThe previous configuration stays in use.`,
      );
    }
  });
}

function serializeNotReloaded(config: EthereumNodesConfig): string {
  const taken = { nodes: [], networks: [], links: {}, allowDeclared: [] };
  return JSON.stringify({ ...config, ...taken, allowListed: undefined });
}
