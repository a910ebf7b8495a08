import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import type { EthereumNodeSource } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import type { EthereumNodesConfig } from '../config';
import type { NetworkLookup } from '../networkLookup';
import type { ClusterAccess } from './kubernetes/ClusterAccess';
import { KubeConfigAccess } from './kubernetes/KubeConfigAccess';
import { KubernetesPluginAccess } from './kubernetes/KubernetesPluginAccess';
import type { ProbeMemories } from './ProbeMemories';
import { KubernetesSource } from './kubernetes/KubernetesSource';

/** Resolves the global at each call, because instrumentation replaces it. */
const globalFetch: typeof fetch = (...args) => fetch(...args);

/** Creates the sources of the configuration. */
export async function builtInSources(
  {
    clusterAccess,
    thirdPartyRules,
  }: Pick<EthereumNodesConfig, 'clusterAccess' | 'thirdPartyRules'>,
  findNetwork: NetworkLookup,
  configuredSources: readonly EthereumNodeSource[],
  services: { auth: AuthService; discovery: DiscoveryService },
  memories: ProbeMemories,
): Promise<EthereumNodeSource[]> {
  const sources = [...configuredSources];
  if (clusterAccess) {
    sources.push(
      new KubernetesSource(
        await createClusterAccess(clusterAccess, services),
        thirdPartyRules,
        findNetwork,
        memories,
      ),
    );
  }
  return sources;
}

async function createClusterAccess(
  access: NonNullable<EthereumNodesConfig['clusterAccess']>,
  services: { auth: AuthService; discovery: DiscoveryService },
): Promise<ClusterAccess> {
  return access === 'plugin'
    ? new KubernetesPluginAccess({ ...services, fetch: globalFetch })
    : KubeConfigAccess.load(access);
}
