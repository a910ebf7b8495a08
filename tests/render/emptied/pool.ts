import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { ensurePresent } from '../../ensurePresent';
import type { Outcome } from '../program';

/** Runs a program to its end, as `run` does, without keeping the others waiting. */
export function start(
  program: string,
  args: readonly string[],
  cwd: string,
): Promise<Outcome> {
  return new Promise(resolve => {
    execFile(
      program,
      [...args],
      {
        cwd,
        // Helm's own default is no namespace for nodes.
        env: { HELM_NAMESPACE: 'ethereum', ...process.env },
        maxBuffer: 256 * 1024 * 1024,
      },
      (error, stdout, stderr) =>
        resolve(
          error
            ? { ok: false, reason: `${stdout}\n${stderr}`.trim() }
            : { ok: true, output: stdout },
        ),
    );
  });
}

/** One task after the other on each processor; `slot` is the number of the processor. Results are in the order of the tasks. */
export async function inParallel<T, R>(
  tasks: readonly T[],
  perform: (task: T, slot: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const work = async (slot: number) => {
    while (next < tasks.length) {
      const mine = next;
      next += 1;
      results[mine] = await perform(ensurePresent(tasks[mine]), slot);
    }
  };
  await Promise.all(
    Array.from({ length: availableParallelism() }, (_, slot) => work(slot)),
  );
  return results;
}
