import { setTimeout as sleep } from 'node:timers/promises';
import type { Anvil } from './anvil';

/** Scenario of one node of the demo. */
export interface Scenario {
  /** Short description for the output. */
  description: string;
  /** Flags of anvil. */
  args(nowSeconds: number): string[];
  /** Prepares the chain before the demo starts. */
  prepare?(anvil: Anvil): Promise<void>;
  /** Controls the node until the signal. */
  live?(anvil: Anvil, signal: AbortSignal): Promise<void>;
}

const SECONDS_PER_SLOT = 2;
const DEVNET = ['--chain-id', '7332'];
const OTHER_NETWORK = ['--chain-id', '31337'];
const MINUTE = 60;
const DAY = 86_400;

/** A block every slot, twenty minutes of chain behind it. */
const healthy = (network: string[]): Omit<Scenario, 'description'> => ({
  args: now => [
    ...network,
    '--timestamp',
    String(now - 20 * MINUTE),
    '--block-time',
    String(SECONDS_PER_SLOT),
  ],
  prepare: anvil =>
    anvil.mine((20 * MINUTE) / SECONDS_PER_SLOT - 1, SECONDS_PER_SLOT),
});

/** Follows its network. */
export const inSync: Scenario = { description: 'in sync', ...healthy(DEVNET) };

/** Comes back after three days and gains twenty seconds of chain per second; in sync after about four hours. */
export const catchingUp: Scenario = {
  description: 'catching up on three days',
  args: now => [...DEVNET, '--timestamp', String(now - 3 * DAY), '--no-mining'],
  prepare: anvil => anvil.mine(1, SECONDS_PER_SLOT),
  live: async (anvil, signal) => {
    const isOld = async () =>
      Date.now() / 1000 - (await anvil.headTimestamp()) > MINUTE;
    while (!signal.aborted && (await isOld())) {
      await anvil.mine(5, 2 * SECONDS_PER_SLOT);
      await sleep(1000, undefined, { signal }).catch(() => {});
    }
    if (!signal.aborted) await anvil.mineEvery(SECONDS_PER_SLOT);
  },
};

/** Answers, but its head stopped a quarter of an hour ago. */
export const stalled: Scenario = {
  description: 'stalled a quarter of an hour ago',
  args: now => [
    ...DEVNET,
    '--timestamp',
    String(now - 35 * MINUTE),
    '--no-mining',
  ],
  prepare: anvil =>
    anvil.mine((20 * MINUTE) / SECONDS_PER_SLOT, SECONDS_PER_SLOT),
};

/** Healthy, but configured with the chain ID of another network. */
export const wrongNetwork: Scenario = {
  description: 'on the wrong network',
  ...healthy(OTHER_NETWORK),
};

/** Started, answered, and is gone. */
export const unreachable: Scenario = {
  description: 'gone after it started',
  args: () => [...DEVNET, '--no-mining'],
  live: async anvil => {
    anvil.process.kill('SIGTERM');
  },
};
