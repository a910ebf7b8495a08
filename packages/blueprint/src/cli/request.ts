import { planRequest } from '../plan/plan';
import type { PlanResult } from '../plan/plan';
import { readRequest } from '../request/read';
import type { ReadResult } from '../request/read';
import { UsageError } from './exit';
import type { Terminal } from './terminal';

/** Reads and judges the request file that a command names. */
export async function planFile(
  path: string,
  terminal: Terminal,
): Promise<PlanResult> {
  const read = await requestValue(path, terminal);
  return read.ok ? planRequest(read.value, { now: terminal.now() }) : read;
}

/** Reads the request file that a command names. */
export async function requestValue(
  path: string,
  terminal: Terminal,
): Promise<ReadResult> {
  const text = await terminal
    .readFile(path)
    .catch((error: NodeJS.ErrnoException) => {
      throw new UsageError(
        `cannot read --request ${path}: ${error.code ?? error.message}`,
      );
    });
  return readRequest(text);
}
