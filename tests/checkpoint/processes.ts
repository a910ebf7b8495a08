import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/** A program that runs beside the test, and what it has written so far. */
export interface Running {
  output(): string;
  stop(): Promise<void>;
}

const all: Running[] = [];

// Ended from outside, too, it leaves nothing behind.
process.once('SIGTERM', () => process.exit(143));

/** Starts a program; it is killed when the test ends. */
export function start(
  command: string,
  args: string[],
  env: NodeJS.ProcessEnv = process.env,
): Running {
  const child = spawn(command, args, {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let written = '';
  const keep = (chunk: Buffer) => {
    written += chunk.toString();
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const ended = once(child, 'exit').then(() => process.off('exit', kill));
  const running: Running = {
    output: () => written,
    stop: async () => {
      kill();
      await ended;
    },
  };
  all.push(running);
  return running;
}

/** Stops everything, the last started first. */
export async function stopAll(): Promise<void> {
  for (const running of all.splice(0).reverse()) await running.stop();
}

/** Asks until the answer is something. @throws after that many seconds, with the end of what the program wrote */
export async function until<T>(
  what: string,
  seconds: number,
  program: Running,
  ask: () => Promise<T | undefined>,
): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask().catch(() => undefined);
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) {
      throw new Error(
        `no ${what} within ${seconds} s: ${program.output().slice(-2000)}`,
      );
    }
    await sleep(500);
  }
}
