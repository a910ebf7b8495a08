import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

// eslint-disable-next-line no-restricted-syntax -- tests run from the source only
const packageRoot = join(__dirname, '../..');
const run = promisify(execFile);

/** Bundle the commands into a folder, as for images. */
export async function bundlePrograms(folder: string): Promise<void> {
  await run(process.execPath, [
    join(packageRoot, 'scripts/bundle.mjs'),
    folder,
  ]);
}

/** Exit code and output of a command; null if it was killed. */
export interface ProgramResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A signal, and its time or condition. */
export type Kill = { signal: NodeJS.Signals } & (
  | { afterMs: number }
  | { when: () => boolean }
);

const POLL_MS = 2;

function isTime(kill: Kill, elapsedMs: number): boolean {
  return 'when' in kill ? kill.when() : elapsedMs >= kill.afterMs;
}

/**
 * Run a bundled command.
 *
 * @param kill - signal to send, if the command is still running then
 */
export function runProgram(
  folder: string,
  name: 'snapshot-builder' | 'delta-sync',
  args: readonly string[],
  kill?: Kill,
): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [join(folder, `${name}.mjs`), ...args],
      { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env } },
    );
    const started = Date.now();
    const timer = setInterval(() => {
      if (!kill || !isTime(kill, Date.now() - started)) return;
      clearInterval(timer);
      child.kill(kill.signal);
    }, POLL_MS);
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', text => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', text => (stderr += text));
    child.once('error', reject);
    child.once('close', code => {
      clearInterval(timer);
      resolve({ code, stdout, stderr });
    });
  });
}

/**
 * A tool of versions.yaml.
 *
 * @throws Error with the command that installs it
 */
export function installedTool(name: string): string {
  const folders = [
    join(packageRoot, '../../.tools/bin'),
    ...(process.env.PATH ?? '').split(delimiter),
  ];
  const found = folders.map(folder => join(folder, name)).find(existsSync);
  if (found) return found;
  throw new Error(
    `${name} is not installed: run scripts/install-dependencies.sh --only ${name}`,
  );
}
