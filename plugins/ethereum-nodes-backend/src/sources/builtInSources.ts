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
export function builtInSources(
  access: ClusterAccess | undefined,
  { thirdPartyRules }: Pick<EthereumNodesConfig, 'thirdPartyRules'>,
  findNetwork: NetworkLookup,
  configuredSources: readonly EthereumNodeSource[],
  memories: ProbeMemories,
): EthereumNodeSource[] {
  const sources = [...configuredSources];
  if (access) {
    sources.push(
      new KubernetesSource(access, thirdPartyRules, findNetwork, memories),
    );
  }
  return sources;
}

/** @returns undefined if discovery in clusters is disabled */
export async function createClusterAccess(
  access: EthereumNodesConfig['clusterAccess'],
  services: { auth: AuthService; discovery: DiscoveryService },
): Promise<ClusterAccess | undefined> {
  if (!access) return undefined;
  return access === 'plugin'
    ? new KubernetesPluginAccess({ ...services, fetch: globalFetch })
    : KubeConfigAccess.load(access);
}
