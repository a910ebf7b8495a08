import { hasHungOperations } from '@nodeyard/snapshot-store';
import { ignoreClosedOutput } from './closedOutput';
import { redactedStack } from './redact';

/**
 * Threads for file operations: those that are blocked by an unresponsive folder must leave some for the datadir. Node.js
 * starts four by default.
 */
const FILE_THREADS = 12;

/** Run a command, and exit with its code. */
export async function runMain(
  name: string,
  main: (args: readonly string[]) => Promise<number>,
): Promise<void> {
  process.env.UV_THREADPOOL_SIZE ??= String(FILE_THREADS);
  ignoreClosedOutput();
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${name}: ${redactedStack(error)}\n`);
    process.exitCode = 1;
  }
  if (hasHungOperations()) exitNow(process.exitCode);
}

/**
 * exit(3) waits for threads that are blocked in the kernel. execve(2) does not: the kernel terminates them.
 */
function exitNow(code: number): void {
  const program = [process.execPath, '-e', `process.exit(${code})`];
  if (process.execve) process.execve(process.execPath, program);
  process.kill(process.pid, 'SIGKILL');
}
