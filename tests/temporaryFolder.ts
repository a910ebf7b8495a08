import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';

/** Short, for the paths of sockets below it. */
const PREFIX = 'nyj-';

/**
 * Gives one run of Jest, and all of its workers, a temporary folder that goes with it: tests need not remove what they make, and leave
 * nothing where they fail or are interrupted. What a run left that was killed outright goes with the next one.
 */
export default function temporaryFolder(): void {
  const outer = tmpdir();
  for (const name of readdirSync(outer)) {
    const [, pid] = /^nyj-(\d+)-/.exec(name) ?? [];
    if (pid !== undefined && !runs(Number(pid))) remove(join(outer, name));
  }
  const folder = mkdtempSync(join(outer, `${PREFIX}${process.pid}-`));
  // Tests run programs as other users, who pass through it.
  chmodSync(folder, 0o755);
  process.env.TMPDIR = folder;
  // Not a teardown of Jest's, which is not called when Jest is interrupted.
  process.once('exit', () => remove(folder));
  // Workers would go on with their tests, and make more.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      spawnSync('pkill', ['-KILL', '-P', String(process.pid)]);
      process.exit(128 + constants.signals[signal]);
    });
  }
}

function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  } catch (error) {
    // Such as a file system that a test left mounted: the next run tries again.
    process.stderr.write(`${folder} is left: ${error}\n`);
  }
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
