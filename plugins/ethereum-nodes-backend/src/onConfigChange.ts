import type {
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import { type EthereumNodesConfig, readEthereumNodesConfig } from './config';

/** What is taken over without a restart; the rest decides which tasks and sources there are. */
export type ReloadableConfig = Pick<
  EthereumNodesConfig,
  'nodes' | 'networks' | 'links' | 'allowDeclared' | 'allowListed'
>;

/**
 * Hands over static nodes, private networks, links and the endpoints that may be called whenever they change in the configuration.
 * One that is wrong changes nothing and is logged.
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
    // The whole configuration has one listener: most changes are those of others.
    const now = raw();
    if (now === before) return;
    before = now;
    try {
      const config = readEthereumNodesConfig(rootConfig);
      apply(config);
      const rest = serializeNotReloaded(config);
      logger.info(
        `The configuration changed: ${config.nodes.length} static nodes, ${
          config.networks.length
        } private networks${
          rest === restBefore
            ? ''
            : '; what else changed below ethereumNodes takes effect after a restart'
        }`,
      );
      restBefore = rest;
    } catch (error) {
      logger.error(
        `${
          isError(error) ? error.message : String(error)
        }\nWhat was configured before stays in use.`,
      );
    }
  });
}

function serializeNotReloaded(config: EthereumNodesConfig): string {
  const taken = { nodes: [], networks: [], links: {}, allowDeclared: [] };
  return JSON.stringify({ ...config, ...taken, allowListed: undefined });
}
