import { networks } from '@nodeyard/ethereum';
import type { Network } from '@nodeyard/ethereum';
import type { PrivateNetworkConfig } from './configSchema';

/** Finds what is known of a network by its name. */
export type NetworkTable = (name: string) => Network | undefined;

/** The networks that come with the plugin. */
export const knownNetworks: NetworkTable = name => networks[name];

/** Those, and private ones of the configuration, which go by their chain ID: their genesis is nobody else's business. */
export function networkTable(
  privateNetworks: readonly PrivateNetworkConfig[],
): NetworkTable {
  const named = new Map(
    privateNetworks.map(network => [network.name, privateNetwork(network)]),
  );
  return name => named.get(name) ?? knownNetworks(name);
}

function privateNetwork({
  name,
  title = name,
  chainId,
  genesisHash,
  secondsPerSlot,
}: PrivateNetworkConfig): Network {
  return {
    name,
    title,
    kind: 'devnet',
    chainId,
    genesisHash,
    secondsPerSlot,
    slotsPerEpoch: 32,
    forks: [],
    checkpointSync: [],
    // There is nothing to check against: it never gets old.
    checkedAt: '9999-12-31',
    source: [],
  };
}
