import type { ChildProcess } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { jsonRpc } from './jsonRpc';
import type { ProcessGroups } from './processGroups';

/** An anvil process, and the calls that steer its chain. */
export interface Anvil {
  process: ChildProcess;
  /** Mines `count` blocks at once, `secondsApart` seconds of chain time from each other. */
  mine(count: number, secondsApart: number): Promise<void>;
  /** Lets it mine by the clock from now on. */
  mineEvery(seconds: number): Promise<void>;
  /** Time stamp of its newest block, in seconds since the epoch. */
  headTimestamp(): Promise<number>;
}

/**
 * Where anvil is: among the repository's tools, else on PATH.
 *
 * @throws Error with the command that installs it
 */
export function findAnvil(root: string, path = process.env.PATH ?? ''): string {
  const candidates = [join(root, '.tools/bin'), ...path.split(delimiter)].map(
    dir => join(dir, 'anvil'),
  );
  const found = candidates.find(isExecutable);
  if (!found) {
    throw new Error(
      'anvil is neither in .tools/bin nor on PATH. Run: make tools',
    );
  }
  return found;
}

/** Starts anvil on a loopback port and waits until it answers. */
export async function startAnvil(options: {
  groups: ProcessGroups;
  binary: string;
  port: number;
  args: readonly string[];
}): Promise<Anvil> {
  const { groups, binary, port, args } = options;
  // Without --prune-history it keeps every state and grows by 100 KiB per block.
  const fixed = [
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
    '--silent',
    '--prune-history',
    '--accounts',
    '1',
  ];
  const child = groups.start(binary, [...fixed, ...args], { stdio: 'ignore' });
  const call = jsonRpc(`http://127.0.0.1:${port}`);

  const deadline = Date.now() + 15_000;
  let spawnError: Error | undefined;
  child.once('error', error => {
    spawnError = error;
  });
  for (;;) {
    if (spawnError) {
      throw new Error(
        `anvil does not start (${spawnError.message}). Run: make tools`,
      );
    }
    if (child.exitCode !== null) {
      throw new Error(
        `anvil on port ${port} ended at once with code ${child.exitCode}`,
      );
    }
    if (await call('eth_chainId', []).then(Boolean, () => false)) break;
    if (Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`anvil on port ${port} does not answer after 15 s`);
    }
    await sleep(50);
  }

  return {
    process: child,
    mine: async (count, secondsApart) => {
      await call('anvil_mine', [hex(count), hex(secondsApart)]);
    },
    mineEvery: async seconds => {
      await call('evm_setIntervalMining', [seconds]);
    },
    headTimestamp: async () => {
      const block = await call('eth_getBlockByNumber', ['latest', false]);
      if (
        typeof block !== 'object' ||
        block === null ||
        !('timestamp' in block)
      ) {
        throw new Error(`anvil on port ${port} has no newest block`);
      }
      return Number(block.timestamp);
    },
  };
}

function hex(n: number): string {
  return `0x${n.toString(16)}`;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
