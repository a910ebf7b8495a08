import { forkId } from '@nodeyard/ethereum';
import type { Values } from '../integration/deployment';
import { forkTime, genesisHash } from './genesis';

const NAME = 'Cancun';

/** Facts of a network that has dated a fork. */
export const unknownFork = (): Values => ({
  forks: [{ name: NAME, time: forkTime }],
});

/** Facts of a network that had dated a fork, and has called it off today. */
export async function withdrawnFork(): Promise<Values> {
  return {
    withdrawnForks: [
      {
        name: NAME,
        time: forkTime,
        forkId: forkId(await genesisHash(), [forkTime]),
        consensus: { name: 'Deneb', epoch: 1_000_000, version: '0x04000001' },
        withdrawnAt: new Date().toISOString().slice(0, 10),
      },
    ],
  };
}
