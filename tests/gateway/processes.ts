import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A program that runs beside the test, and what it has written so far. */
export interface Running {
  output(): string;
  stop(): Promise<void>;
}

/** Starts a program; it is killed when the test ends. */
export function start(
  command: string,
  args: string[],
  environment: Record<string, string> = {},
): Running {
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
  let written = '';
  const keep = (chunk: Buffer) => {
    written += chunk.toString();
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  child.on('error', error => {
    written += error.message;
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  return {
    output: () => written,
    stop: async () => {
      process.off('exit', kill);
      if (hasEnded(child)) return;
      kill();
      await once(child, 'exit');
    },
  };
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** Asks until the answer is something. @throws after a minute, with what the program wrote */
export async function until<T>(
  ask: () => Promise<T | undefined> | T | undefined,
  program: Running,
): Promise<T> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) {
      throw new Error(`not there after a minute: ${program.output()}`);
    }
    await sleep(50);
  }
}

/** A port of loopback that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
