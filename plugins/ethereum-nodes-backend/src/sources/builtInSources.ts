import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import type { EthereumNodeSource } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import type { EthereumNodesConfig } from '../config';
import type { NetworkTable } from '../networkTable';
import type { ClusterGateway } from './kubernetes/ClusterGateway';
import { KubeConfigGateway } from './kubernetes/KubeConfigGateway';
import { KubernetesPluginGateway } from './kubernetes/KubernetesPluginGateway';
import { KubernetesSource } from './kubernetes/KubernetesSource';

/** Looked up at each call: instrumentation replaces the global. */
export const globalFetch: typeof fetch = (...args) => fetch(...args);

/** The sources that the configuration asks for. */
export async function builtInSources(
  { gateway, others }: Pick<EthereumNodesConfig, 'gateway' | 'others'>,
  networkNamed: NetworkTable,
  ofConfigAndCatalog: readonly EthereumNodeSource[],
  services: { auth: AuthService; discovery: DiscoveryService },
): Promise<EthereumNodeSource[]> {
  const sources = [...ofConfigAndCatalog];
  if (gateway) {
    sources.push(
      new KubernetesSource(
        await clusterGateway(gateway, services),
        others,
        networkNamed,
      ),
    );
  }
  return sources;
}

async function clusterGateway(
  gateway: NonNullable<EthereumNodesConfig['gateway']>,
  services: { auth: AuthService; discovery: DiscoveryService },
): Promise<ClusterGateway> {
  return gateway === 'plugin'
    ? new KubernetesPluginGateway({ ...services, fetch: globalFetch })
    : KubeConfigGateway.load(gateway);
}
