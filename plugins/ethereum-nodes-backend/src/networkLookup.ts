import { networks } from '@nodeyard/ethereum';
import type { Network } from '@nodeyard/ethereum';
import type { PrivateNetworkConfig } from './configSchema';

/** Finds a network by its name. */
export type NetworkLookup = (name: string) => Network | undefined;

/** Name of the network of a node that has neither a label nor configuration for it. */
export const UNKNOWN_NETWORK = 'unknown';

/** Network of a node that has none configured, until it reports a chain ID. */
export const PLACEHOLDER_NETWORK: Network = toNetwork({
  name: UNKNOWN_NETWORK,
  chainId: 0,
  secondsPerSlot: 12,
});

/** Ethereum's own, for networks that are not known. */
const DEFAULT_SECONDS_PER_SLOT = 12;

export const secondsPerSlotOf = (network: Network | undefined): number =>
  network?.secondsPerSlot ?? DEFAULT_SECONDS_PER_SLOT;

/** Name of an unknown network by its chain ID. A {@link NetworkLookup} resolves it for known networks as well. */
export const networkNameOfChain = (chainId: number): string =>
  `chain-${chainId}`;

/** Built-in networks and the private ones of the configuration, which are identified by chain ID. */
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

/** Finds built-in networks only. */
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
    // A private network has no upstream data that it could be outdated against.
    checkedAt: '9999-12-31',
    source: [],
  };
}
