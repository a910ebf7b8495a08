import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import type { ReadResult } from './state';

/** Exit code and output of a process. */
export interface ProcessResult {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs processes, all within one deadline. */
export interface ProcessRunner {
  /** @returns not ok only if the process could not be run, or not in time */
  run(
    program: string,
    args: readonly string[],
    input?: string,
  ): Promise<ReadResult<ProcessResult>>;
}

/**
 * @param cwd - where programs run
 * @param deadline - milliseconds since the epoch, after which nothing runs any more
 */
export function createProcessRunner(
  cwd: string,
  deadline: number,
): ProcessRunner {
  const PATH = `${cwd}/.tools/bin:${process.env.PATH ?? ''}`;
  return {
    async run(program, args, input) {
      const left = deadline - Date.now();
      if (left <= 0) return { ok: false, reason: 'the deadline has passed' };
      const child = spawn(program, args, {
        cwd,
        // The user's own diff program has another output.
        env: { ...process.env, PATH, KUBECTL_EXTERNAL_DIFF: '' },
        stdio: 'pipe',
        timeout: left,
        killSignal: 'SIGKILL',
      });
      // A process that closes its input early reports the reason on its output.
      child.stdin.on('error', () => undefined);
      child.stdin.end(input);
      const ended = new Promise<ReadResult<number>>(resolve => {
        child.on('error', ({ message }) =>
          resolve({
            ok: false,
            reason: `${program} cannot be run: ${message}`,
          }),
        );
        child.on('close', (code, signal) =>
          resolve(
            signal === null
              ? { ok: true, value: code ?? 1 }
              : { ok: false, reason: 'the deadline has passed' },
          ),
        );
      });
      const [end, stdout, stderr] = await Promise.all([
        ended,
        text(child.stdout),
        text(child.stderr),
      ]);
      return end.ok
        ? { ok: true, value: { code: end.value, stdout, stderr } }
        : end;
    },
  };
}

/** The output of a process, or the last line of its error output. */
export function outputOf(ran: ReadResult<ProcessResult>): ReadResult<string> {
  if (!ran.ok) return ran;
  const { code, stdout, stderr } = ran.value;
  const complaint = stderr.trim().split('\n').at(-1);
  return code === 0
    ? { ok: true, value: stdout }
    : { ok: false, reason: complaint || `exit code ${code}` };
}
