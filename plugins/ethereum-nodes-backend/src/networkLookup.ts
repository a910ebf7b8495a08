import { networks } from '@nodeyard/ethereum';
import type { Network } from '@nodeyard/ethereum';
import type { PrivateNetworkConfig } from './configSchema';

/** Finds what is known of a network by its name. */
export type NetworkLookup = (name: string) => Network | undefined;

/** Name of the network of a node that neither a label nor a configuration says a network of. */
export const UNKNOWN_NETWORK = 'unknown';

/** Stands for the network of a node of which nothing is known, as long as that does not answer. */
export const PLACEHOLDER_NETWORK: Network = toNetwork({
  name: UNKNOWN_NETWORK,
  chainId: 0,
  secondsPerSlot: 12,
});

/** Name of a network that has no other, by which {@link createNetworkLookup} finds one that has. */
export const networkNameOfChain = (chainId: number): string =>
  `chain-${chainId}`;

/** Those, and private ones of the configuration, which go by their chain ID: their genesis is nobody else's business. */
export function createNetworkLookup(
  privateNetworks: readonly PrivateNetworkConfig[],
): NetworkLookup {
  const known = [...privateNetworks.map(toNetwork), ...Object.values(networks)];
  const ofChain = new Map(
    known.map(network => [networkNameOfChain(network.chainId), network]),
  );
  const named = new Map(known.map(network => [network.name, network]));
  return name => named.get(name) ?? ofChain.get(name);
}

/** The networks that come with the plugin. */
export const findBuiltInNetwork: NetworkLookup = createNetworkLookup([]);

function toNetwork({
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
