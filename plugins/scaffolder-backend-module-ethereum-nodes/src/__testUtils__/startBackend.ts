import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import type { JsonObject } from '@backstage/types';
import { root, Scaffolder } from './Scaffolder';

/**
 * Starts the program `backend.ts`.
 * @param directory - of its databases
 * @param workingDirectory - of the workspaces of its tasks
 */
export async function startBackend({
  directory,
  workingDirectory,
  ...config
}: { directory: string; workingDirectory: string } & JsonObject) {
  const port = await freePort();
  const baseUrl = `http://127.0.0.1:${port}`;
  const backend = {
    baseUrl,
    listen: { host: '127.0.0.1', port },
    workingDirectory,
    database: { client: 'better-sqlite3', connection: { directory } },
    auth: { dangerouslyDisableDefaultAuthPolicy: true },
  };
  const child = spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      resolve(__dirname, 'backend.ts'),
      JSON.stringify({ ...config, backend }),
    ],
    { cwd: root, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] },
  );
  const complaints: Buffer[] = [];
  child.stderr?.on('data', chunk => complaints.push(chunk));
  const ended = once(child, 'exit');
  await Promise.race([
    once(child, 'message'),
    ended.then(([code]) => {
      throw new Error(
        `the backend ended with ${code}: ${Buffer.concat(complaints)}`,
      );
    }),
  ]);
  return {
    scaffolder: new Scaffolder(baseUrl),
    /** As a machine does that loses its power. */
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
