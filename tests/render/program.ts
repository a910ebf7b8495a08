import { spawnSync } from 'node:child_process';

/** Result of a program: its standard output, or the reason why that is not usable. */
export type Outcome =
  | { ok: true; output: string }
  | { ok: false; reason: string };

/**
 * Runs a program to its end; a program that is missing or fails is an outcome like any other.
 *
 * @param options - `complaintExit`: exit code of a tool that worked and has complaints, which are its output
 */
export function run(
  program: string,
  args: readonly string[],
  options: { cwd: string; input?: string; complaintExit?: number },
): Outcome {
  const { complaintExit, ...how } = options;
  const ended = spawnSync(program, [...args], {
    ...how,
    // Helm's own default is no namespace for nodes.
    env: { HELM_NAMESPACE: 'ethereum', ...process.env },
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  if (ended.error) {
    return {
      ok: false,
      reason: `${program} cannot run (${ended.error.message}). Install it with scripts/install-dependencies.sh.`,
    };
  }
  if (ended.status !== 0 && ended.status !== complaintExit) {
    return {
      ok: false,
      reason: [ended.stdout, ended.stderr]
        .map(text => text.trim())
        .filter(Boolean)
        .join('\n'),
    };
  }
  return { ok: true, output: ended.stdout };
}
