import { networkSchema, type Network } from '../networks/schema';
import { DEVNET_GENESIS } from './replay';

/** The devnet that the recordings were made on: forks up to Shanghai at genesis, the next ones thirty years away. */
export const recordedDevnet: Network = networkSchema.parse({
  name: 'recorded-devnet',
  title: 'Devnet of the recordings',
  kind: 'devnet',
  chainId: 7332,
  genesisHash: DEVNET_GENESIS,
  secondsPerSlot: 3,
  slotsPerEpoch: 8,
  genesisTime: 1795425828,
  forks: [
    {
      name: 'shanghai',
      time: 1795425828,
      consensus: { name: 'capella', epoch: 0, version: '0x40000038' },
    },
    { name: 'cancun', time: 2741505828, forkId: '0xc262dae6' },
    { name: 'prague', time: 2741605828 },
    { name: 'osaka', time: 2741705828, forkId: '0x3c23d4a4' },
  ],
  checkpointSync: [],
  checkedAt: '2026-11-23',
  source: ['recording'],
});

/** `geth --dev`: one node, blocks every 2 seconds, no consensus client. */
export const recordedDevMode: Network = networkSchema.parse({
  ...recordedDevnet,
  name: 'geth-dev',
  chainId: 1337,
  genesisHash:
    '0x790ac206f4e9d3837e8284a6b81d69d832d6974d10735757ccad8ad35086d6ad',
  secondsPerSlot: 2,
  forks: [],
});
