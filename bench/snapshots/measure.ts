import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { freemem } from 'node:os';
import { ensurePresent } from '../../tests/ensurePresent';
import type { CommandLine } from './tools';

export interface Measured {
  seconds: number;
  /** Largest of the commands. */
  peakMiB: number;
}

const SAMPLE_MS = 20;

/**
 * Run command lines from a cold cache (as root) until their data is on disk.
 *
 * @throws Error with the output of a command that fails
 */
export async function measure(
  lines: readonly CommandLine[],
): Promise<Measured> {
  spawnSync('sync');
  coldCache();
  warmMemory();
  const started = process.hrtime.bigint();
  let peakMiB = 0;
  for (const line of lines) peakMiB = Math.max(peakMiB, await run(line));
  // Some tools sync what they write and some do not; all of them pay for it here.
  spawnSync('sync');
  return { seconds: Number(process.hrtime.bigint() - started) / 1e9, peakMiB };
}

/** @returns whether the page cache was dropped */
export function coldCache(): boolean {
  try {
    writeFileSync('/proc/sys/vm/drop_caches', '3');
    return true;
  } catch {
    return false;
  }
}

/**
 * Touch half of the free memory. A virtual machine's host takes back what its guest has freed, and its next user pays
 * for that: up to a second for each GB, by chance to one tool or to another.
 */
function warmMemory(): void {
  spawnSync(process.execPath, [
    '-e',
    `const kept = []; for (let left = ${
      freemem() / 2
    }; left > 0; left -= 2 ** 26) kept.push(Buffer.alloc(2 ** 26, 1));`,
  ]);
}

function run({ command, env }: CommandLine): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(ensurePresent(command[0]), command.slice(1), {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (part: Buffer) => chunks.push(part));
    child.stderr.on('data', (part: Buffer) => chunks.push(part));
    let peak = 0;
    const timer = setInterval(() => {
      peak = Math.max(peak, peakOf(child.pid));
    }, SAMPLE_MS);
    child.once('error', reject);
    child.once('close', code => {
      clearInterval(timer);
      if (code === 0) {
        resolve(peak);
      } else {
        reject(
          new Error(
            `${command.join(' ')} ended with ${code}: ${Buffer.concat(
              chunks,
            ).toString()}`,
          ),
        );
      }
    });
  });
}

/** VmHWM: the kernel's own high-water mark of resident memory. */
function peakOf(pid: number | undefined): number {
  try {
    const line = /VmHWM:\s+(\d+) kB/.exec(
      readFileSync(`/proc/${pid}/status`, 'utf8'),
    );
    return line ? Number(line[1]) / 1024 : 0;
  } catch {
    return 0;
  }
}
