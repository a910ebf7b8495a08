import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import type { Manifest } from '@nodeyard/snapshot-store';
import { checkChain, type ChainCheck } from './checkChain';

const LOG_LINES = 20;
const STOP_MS = 120_000;

/** Flags that isolate geth from all peers. */
const OFFLINE_FLAGS = [
  '--nodiscover',
  '--maxpeers',
  '0',
  '--nat',
  'none',
  '--port',
  '0',
  '--discovery.dns',
  '',
  '--bootnodes',
  '',
  '--http',
  '--http.addr',
  '127.0.0.1',
  '--http.port',
  '0',
  '--http.api',
  'eth,web3',
  '--authrpc.addr',
  '127.0.0.1',
  '--authrpc.port',
  '0',
  '--ipcdisable',
  '--cache',
  '256',
];

/**
 * Start geth without peers on a copied datadir, and check its chain.
 *
 * @param binary - path of geth
 * @param timeoutMs - until it answers
 */
export async function bootGeth(
  binary: string,
  datadir: string,
  expected: Pick<Manifest, 'network' | 'history' | 'block'>,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<ChainCheck> {
  const lines: string[] = [];
  const geth = spawn(binary, [...OFFLINE_FLAGS, '--datadir', datadir], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let url: string | undefined;
  let rest = '';
  geth.stderr.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    for (const line of parts) {
      lines.push(line);
      if (lines.length > LOG_LINES) lines.shift();
      url ??= /HTTP server started\s+endpoint=(\S+)/.exec(line)?.[1];
    }
  });
  const exited = new Promise<void>(resolve =>
    geth.once('close', () => resolve()),
  );
  geth.once('error', error =>
    lines.push(`cannot start ${binary}: ${error.message}`),
  );
  try {
    const until = Date.now() + timeoutMs;
    while (
      !url &&
      geth.exitCode === null &&
      geth.pid !== undefined &&
      Date.now() < until &&
      !signal?.aborted
    ) {
      await pause(100);
    }
    if (!url) {
      return { hash: null, failure: 'no-response', log: lines.join('\n') };
    }
    const check = await checkChain(`http://${url}`, expected);
    return { ...check, log: check.log || lines.join('\n') };
  } finally {
    geth.kill('SIGTERM');
    await Promise.race([exited, pause(STOP_MS, undefined, { ref: false })]);
    if (geth.exitCode === null && geth.signalCode === null) {
      geth.kill('SIGKILL');
    }
  }
}
