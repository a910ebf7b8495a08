import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import type { Reading } from './seen';

/** What a program did. */
export interface Ran {
  code: number;
  out: string;
  error: string;
}

/** Runs programs, all within one deadline. */
export interface Programs {
  /** @returns not ok only when it could not be run, or not in time */
  run(
    program: string,
    args: readonly string[],
    input?: string,
  ): Promise<Reading<Ran>>;
}

/**
 * @param cwd - where programs run
 * @param deadline - milliseconds since the epoch, after which nothing runs any more
 */
export function programsUntil(cwd: string, deadline: number): Programs {
  const PATH = `${cwd}/.tools/bin:${process.env.PATH ?? ''}`;
  return {
    async run(program, args, input) {
      const left = deadline - Date.now();
      if (left <= 0) return { ok: false, reason: 'the time is up' };
      const child = spawn(program, args, {
        cwd,
        // Everybody's differences look alike.
        env: { ...process.env, PATH, KUBECTL_EXTERNAL_DIFF: '' },
        stdio: 'pipe',
        timeout: left,
        killSignal: 'SIGKILL',
      });
      // Who does not read its input to the end has said why on its output.
      child.stdin.on('error', () => undefined);
      child.stdin.end(input);
      const ended = new Promise<Reading<number>>(resolve => {
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
              : { ok: false, reason: 'the time is up' },
          ),
        );
      });
      const [end, out, error] = await Promise.all([
        ended,
        text(child.stdout),
        text(child.stderr),
      ]);
      return end.ok
        ? { ok: true, value: { code: end.value, out, error } }
        : end;
    },
  };
}

/** The output of a program, or the last line of its complaint. */
export function outputOf(ran: Reading<Ran>): Reading<string> {
  if (!ran.ok) return ran;
  const { code, out, error } = ran.value;
  const complaint = error.trim().split('\n').at(-1);
  return code === 0
    ? { ok: true, value: out }
    : { ok: false, reason: complaint || `exit code ${code}` };
}
