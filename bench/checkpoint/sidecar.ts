import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensurePresent } from '../../tests/ensurePresent';
import { network } from '../../packages/node-health/src/checkpoint/__fixtures__/bench';

const root = join(__dirname, '../..');
const bundle = join(root, 'packages/node-health/dist/node-health.cjs');
const dockerfile = join(root, 'docker/node-health/Dockerfile');
const options = /NODE_OPTIONS="(.*)"/.exec(readFileSync(dockerfile, 'utf8'));

/** The sidecar as it is in its image: the bundle, a process of its own, the image's options for Node. */
export interface RunningSidecar {
  process: ChildProcess;
  /** Base URL that the consensus client is given. */
  url: string;
}

export async function startSidecar(
  folder: string,
  sources: readonly string[],
  certificate: string,
): Promise<RunningSidecar> {
  const file = join(folder, 'network.json');
  writeFileSync(file, JSON.stringify(network));
  const child = spawn(
    process.execPath,
    [
      ...[bundle, '--node-name', 'bench', '--network-file', file],
      ...['--listen-address', '127.0.0.1', '--port', '0'],
      ...['--checkpoint-sources', sources.join(','), '--checkpoint-port', '0'],
    ],
    {
      env: { NODE_OPTIONS: options?.[1], NODE_EXTRA_CA_CERTS: certificate },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const [line] = await once(child.stdout, 'data');
  child.stdout.resume();
  const { checkpointPort } = JSON.parse(
    ensurePresent(String(line).split('\n')[0]),
  );
  return { process: child, url: `http://127.0.0.1:${checkpointPort}` };
}

/** Most memory that a process has had, in MiB: RSS, which counts Node's program text that all share. */
export function peakMiB({ process: { pid } }: RunningSidecar): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}
