import type { EthConfig } from '../health/sample';
import type { Network } from '../networks/schema';
import { forkId } from './forkId';

type ForkConfig = NonNullable<EthConfig['current']>;

/**
 * Whether any fork ID that a client states shows that it is on this network.
 *
 * @returns false for a network whose genesis is not known
 * @public
 */
export function provesNetwork(network: Network, forks: EthConfig): boolean {
  return [forks.current, forks.next, forks.last].some(
    stated => stated !== null && followsFromGenesis(network, stated),
  );
}

/**
 * Whether a fork ID that a client states can only come from this network's genesis and forks.
 *
 * A fork ID is a checksum over the genesis hash and all forks up to one (EIP-2124, EIP-6122): it is computed again from
 * the network's facts, with the time that the client states as its last step. So a fork that our data lacks, or that was
 * withdrawn, proves the genesis as well as one that it has.
 */
export function followsFromGenesis(
  network: Network,
  { activationTime, chainId, forkId: stated }: ForkConfig,
): boolean {
  const { genesisHash, genesisTime = 0 } = network;
  if (genesisHash === undefined || chainId !== network.chainId) {
    return false;
  }
  const blocks = network.forks.flatMap(({ block }) => block ?? []);
  const times = network.forks
    .flatMap(({ time }) => time ?? [])
    .filter(time => time < activationTime);
  // Forks at genesis are no step of the checksum.
  const steps = [...times, activationTime].filter(time => time > genesisTime);
  return forkId(genesisHash, [...blocks, ...steps]) === stated;
}
