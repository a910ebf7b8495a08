import { isHanging } from '../store/hanging';
import { stackOf } from './withoutKeys';

/**
 * Threads for file operations: those that wait for a folder that hangs must leave some for the datadir. Node.js has four
 * when nothing is said before the first operation.
 */
const FILE_THREADS = 12;

/** Run a command, and end the process with its code. */
export async function runToEnd(
  name: string,
  main: (args: readonly string[]) => Promise<number>,
): Promise<void> {
  process.env.UV_THREADPOOL_SIZE ??= String(FILE_THREADS);
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${name}: ${stackOf(error)}\n`);
    process.exitCode = 1;
  }
  if (isHanging()) leave(process.exitCode);
}

/**
 * exit(3) waits for threads that hang in the kernel. Another program in this one's place does not: the kernel ends them.
 */
function leave(code: number): void {
  const program = [process.execPath, '-e', `process.exit(${code})`];
  if (process.execve) process.execve(process.execPath, program);
  process.kill(process.pid, 'SIGKILL');
}
