import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

const TIMEOUT_MS = 15 * 60_000;

/** Runs a command and gives what it printed; fails with the first line of its complaint. */
export async function run(
  command: string,
  args: string[],
  options: { cwd?: string; env?: Record<string, string> } = {},
): Promise<string> {
  try {
    const { stdout } = await execute(command, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      timeout: TIMEOUT_MS,
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout;
  } catch (error) {
    const stderr = String(Reflect.get(Object(error), 'stderr') ?? '').trim();
    const firstLine = stderr
      .split('\n')
      .find(line => !line.startsWith('npm warn'));
    throw new Error(`${command} ${args[0]}: ${firstLine || String(error)}`);
  }
}
