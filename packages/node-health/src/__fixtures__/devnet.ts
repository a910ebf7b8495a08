import type { Network } from '@nodeyard/ethereum';

/** A network with quick slots that nothing but a chain ID identifies. */
export function aDevnet(differences: Partial<Network> = {}): Network {
  return {
    name: 'devnet',
    title: 'Devnet',
    kind: 'devnet',
    chainId: 7332,
    secondsPerSlot: 1,
    slotsPerEpoch: 8,
    forks: [],
    checkpointSync: [],
    checkedAt: '2026-11-23',
    source: [],
    ...differences,
  };
}
