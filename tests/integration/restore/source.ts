import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import {
  executionRpc,
  type RpcBlock,
} from '../../../packages/snapshots/src/verify/executionRpc';
import { program } from '../cluster';
import { root, work } from '../deployment';

const BLOCKS = 3;
const START_MS = 60_000;
const geth = join(root, '.tools/bin/geth');

/** A snapshot that a node can begin with. */
export interface Source {
  snapshot: string;
  block: RpcBlock;
}

/**
 * Make a few blocks on a devnet's genesis with a real geth, stop it cleanly, store its datadir and boot geth from a copy.
 *
 * @param genesis - folder that `makeGenesis` made
 * @param place - options that say which store
 */
export async function verifiedSnapshot(
  genesis: string,
  genesisHash: string,
  place: readonly string[],
): Promise<Source> {
  const datadir = join(work, 'source');
  const init = ['init', '--datadir', datadir, '--state.scheme', 'path'];
  await program(geth, [...init, join(genesis, 'genesis.json')]);
  const { block, clientVersion } = await shortRun(datadir);
  const built = await builder('build', ...place, '--json', '--quiet', [
    ...['--datadir', datadir, '--scheme', 'path', '--history', 'full'],
    ...['--client-version', clientVersion, '--genesis-hash', genesisHash],
    ...['--block', String(block.number), '--block-hash', block.hash],
  ]);
  const { snapshot } = z
    .object({ snapshot: z.string() })
    .parse(JSON.parse(built));
  await builder('verify', snapshot, ...place, '--quiet', [
    ...['--boot', '--client-binary', geth, '--temp-dir', work],
  ]);
  return { snapshot, block };
}

function builder(
  command: string,
  ...args: (string | readonly string[])[]
): Promise<string> {
  const cli = join(root, 'packages/snapshots/bin/snapshot-builder.cjs');
  return program('node', [cli, command, ...args.flat()]);
}

/** Let geth make blocks, which without a consensus client it does in its developer mode, and stop it long before the next. */
function shortRun(
  datadir: string,
): Promise<{ block: RpcBlock; clientVersion: string }> {
  return running(datadir, ['--dev', '--dev.period', '4'], async rpc => {
    const clientVersion = await rpc.clientVersion();
    const block = await rpc.block('latest');
    return block && block.number >= BLOCKS
      ? { block, clientVersion }
      : undefined;
  });
}

/** Runs geth until a condition holds, and stops it. */
async function running<T>(
  datadir: string,
  options: readonly string[],
  read: (rpc: ReturnType<typeof executionRpc>) => Promise<T | undefined>,
): Promise<T> {
  const started = spawn(
    geth,
    [
      ...['--datadir', datadir, '--state.scheme', 'path', '--syncmode', 'full'],
      ...['--http', '--http.addr', '127.0.0.1', '--http.port', '0'],
      ...['--http.api', 'eth,web3', '--ipcdisable', '--authrpc.port', '0'],
      ...['--cache', '64', '--port', '0', '--nat', 'none'],
      ...['--datadir.minfreedisk', '0', ...options],
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  try {
    const rpc = executionRpc(await endpointIn(started.stderr));
    const deadline = Date.now() + START_MS;
    for (;;) {
      const found = await read(rpc);
      if (found !== undefined) return found;
      if (Date.now() > deadline) throw new Error('geth makes no blocks');
      await sleep(200);
    }
  } finally {
    await stopped(started);
  }
}

/** @returns URL of JSON-RPC, as geth's log says it; the log is read on, so that geth never waits for a reader */
function endpointIn(log: Readable): Promise<string> {
  return new Promise((resolve, reject) => {
    createInterface(log)
      .on('line', line => {
        const match = /HTTP server started\s+endpoint=(\S+)/.exec(line);
        if (match) resolve(`http://${match[1]}`);
      })
      .once('close', () => reject(new Error('geth did not start')));
  });
}

async function stopped(started: ChildProcess): Promise<void> {
  const exited = new Promise(resolve => started.once('exit', resolve));
  started.kill('SIGTERM');
  await exited;
}
