import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** A child process that answers each message with one. */
export interface Child {
  ask<T>(message: object): Promise<T>;
  stop(): Promise<void>;
  /** SIGKILL. */
  kill(): void;
}

/** Starts a compiled script. */
export function startChild(
  script: string,
  { env = {}, execArgv = [] }: { env?: NodeJS.ProcessEnv; execArgv?: string[] },
): { child: Child; first: Promise<unknown> } {
  const running: ChildProcess = fork(script, {
    env: { ...process.env, NODE_ENV: 'production', ...env },
    execArgv,
  });
  const ended = new AbortController();
  running.once('exit', code =>
    ended.abort(new Error(`${script} ended with ${code}`)),
  );
  const next = async () => {
    try {
      const [answer] = await once(running, 'message', { signal: ended.signal });
      return answer;
    } catch (error) {
      throw ended.signal.reason ?? error;
    }
  };
  return {
    first: next(),
    child: {
      ask: async message => {
        running.send(message);
        return next();
      },
      kill: () => {
        running.kill('SIGKILL');
      },
      stop: async () => {
        if (running.exitCode !== null) return;
        const exit = once(running, 'exit');
        running.disconnect();
        await exit;
      },
    },
  };
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
