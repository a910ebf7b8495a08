import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensurePresent } from '../ensurePresent';

export interface Place {
  cwd: string;
  env?: Record<string, string>;
  /** Everything that programs print is appended to this file. */
  log: string;
}

const started = new Set<ChildProcess>();

/** A folder for one run. It goes when the run ends, whichever way, and what {@link start} started goes with it. */
export function scratchFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `nodeyard-${name}-`));
  process.on('exit', () => {
    for (const child of started) signalGroup(child, 'SIGKILL');
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  process.on('SIGINT', () => process.exit(130));
  process.on('SIGTERM', () => process.exit(143));
  return folder;
}

/** What belongs to this repository's own Yarn and would mislead that of another project. */
const ownOnly = /^(npm_|PROJECT_CWD$|INIT_CWD$|BERRY_BIN_FOLDER$)/;

export function environment(extra: Record<string, string> = {}) {
  return {
    ...Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !ownOnly.test(name)),
    ),
    ...extra,
  };
}

/**
 * Runs a program to its end.
 *
 * @returns the seconds that it took
 * @throws Error with the last lines that it printed
 */
export function run(
  { cwd, env, log }: Place,
  [program, ...args]: string[],
  minutes = 15,
): number {
  const file = openSync(log, 'a');
  const began = performance.now();
  const { status, signal, error } = spawnSync(ensurePresent(program), args, {
    cwd,
    env: environment(env),
    stdio: ['ignore', file, file],
    timeout: minutes * 60_000,
  });
  closeSync(file);
  if (status !== 0) {
    throw new Error(
      `${[program, ...args].join(' ')} in ${cwd}: ${
        error?.message ?? signal ?? `exit code ${status}`
      }\n${lastLines(log)}`,
    );
  }
  return (performance.now() - began) / 1000;
}

/** Starts a program in a process group of its own, which {@link stop} ends as a whole. */
export function start(
  { cwd, env, log }: Place,
  [program, ...args]: string[],
): ChildProcess {
  const file = openSync(log, 'a');
  const child = spawn(ensurePresent(program), args, {
    cwd,
    env: environment(env),
    stdio: ['ignore', file, file],
    detached: true,
  });
  closeSync(file);
  started.add(child);
  child.once('exit', () => started.delete(child));
  return child;
}

export async function stop(child: ChildProcess): Promise<void> {
  if (!started.has(child)) return;
  const ended = new Promise(resolve => child.once('exit', resolve));
  signalGroup(child, 'SIGTERM');
  const impatience = setTimeout(() => signalGroup(child, 'SIGKILL'), 10_000);
  await ended;
  clearTimeout(impatience);
  // The first process of a group may end before the others.
  signalGroup(child, 'SIGKILL');
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid) process.kill(-pid, signal);
  } catch {
    // It has ended already.
  }
}

/** The end of a log; a program that fails in a bundle prints lines without one. */
export function lastLines(log: string, count = 25): string {
  return readFileSync(log, 'utf8')
    .trimEnd()
    .split('\n')
    .slice(-count)
    .map(line => line.slice(0, 300))
    .join('\n');
}
