import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { jsonRpc } from '../jsonRpc';
import type { ProcessGroups } from '../processGroups';

const START_PATIENCE_MS = 60_000;
const STOP_PATIENCE_MS = 60_000;
const LOG_LINES = 10;

const quantity = z
  .string()
  .regex(/^0x[0-9a-f]+$/)
  .transform(Number);
const blockSchema = z.object({
  number: quantity,
  hash: z.string(),
  timestamp: quantity,
});

/** A block, as far as a snapshot tells of it. */
export type Block = z.infer<typeof blockSchema>;

/** A geth that runs. */
export interface Geth {
  url: string;
  clientVersion(): Promise<string>;
  block(which: 'latest' | 'earliest'): Promise<Block>;
  /** Asks it to stop and waits for its end; true when it stopped cleanly, false also when it had ended before. */
  stop(): Promise<boolean>;
  /** Resolves at its end, to whether that was a clean stop. */
  ended: Promise<boolean>;
}

/** Cut off from everybody but us. */
const alone = [
  ['--nodiscover', '--maxpeers=0', '--nat=none', '--port=0'],
  ['--http', '--http.addr=127.0.0.1', '--http.api=eth,net,web3'],
  ['--authrpc.addr=127.0.0.1', '--authrpc.port=0', '--ipcdisable'],
  // The chain of the demo is small, and geth ends by itself, with code 0, where less than 2 GiB are free.
  ['--cache=64', '--datadir.minfreedisk=0'],
].flat();

/**
 * Starts geth on loopback without peers, and waits until it answers.
 *
 * @param port - 0 for any
 * @throws Error with the end of its log when it does not
 */
export async function startGeth(options: {
  groups: ProcessGroups;
  binary: string;
  datadir: string;
  port: number;
  args: readonly string[];
}): Promise<Geth> {
  const { groups, binary, datadir, port, args } = options;
  const child = groups.start(
    binary,
    [...alone, `--http.port=${port}`, `--datadir=${datadir}`, ...args],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const ended = once(child, 'close').then(
    ([code]) => code === 0,
    () => false,
  );
  const log: string[] = [];
  let isOver = false;
  let url: string | undefined;
  ended.then(() => (isOver = true));
  if (child.stderr) {
    createInterface(child.stderr).on('line', line => {
      log.push(line);
      if (log.length > LOG_LINES) log.shift();
      // The Engine API says the same of itself, but for its end.
      const match = /HTTP server started\s+endpoint=(\S+) auth=false/.exec(
        line,
      );
      if (match) url = `http://${match[1]}`;
    });
  }

  const stop = async () => {
    if (isOver) return false;
    child.kill('SIGTERM');
    const patience = sleep(STOP_PATIENCE_MS, false, { ref: false });
    if (await Promise.race([ended, patience])) return true;
    child.kill('SIGKILL');
    await ended;
    return false;
  };
  const deadline = Date.now() + START_PATIENCE_MS;
  while (url === undefined) {
    if (isOver || Date.now() > deadline) {
      await stop();
      throw new Error(`geth does not start:\n${log.join('\n')}`);
    }
    await sleep(50);
  }

  const call = jsonRpc(url);
  return {
    url,
    clientVersion: async () =>
      z.string().parse(await call('web3_clientVersion', [])),
    block: async which =>
      blockSchema.parse(await call('eth_getBlockByNumber', [which, false])),
    stop,
    ended,
  };
}
