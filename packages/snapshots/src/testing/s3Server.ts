import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { installedTool } from './programs';

/** A real S3 server. */
export interface S3Server {
  endpoint: string;
  bucket: string;
  stop(): Promise<void>;
}

const START_MS = 20_000;

/**
 * Start versitygw over a folder, with one bucket; its credentials are put into the environment, where the SDK looks.
 *
 * @param folder - empty; the bucket's objects are files in it
 * @param address - of this machine, to listen on: loopback, unless pods of a test cluster must reach it
 * @param keys - of its one user
 */
export async function startS3Server(
  folder: string,
  address = '127.0.0.1',
  keys = { access: 'test-access', secret: 'test-secret-key' },
): Promise<S3Server> {
  const bucket = 'snapshots';
  await mkdir(join(folder, bucket), { recursive: true });
  const port = await freePort(address);
  process.env.AWS_ACCESS_KEY_ID = keys.access;
  process.env.AWS_SECRET_ACCESS_KEY = keys.secret;
  const args = [
    '--port',
    `${address}:${port}`,
    '--access',
    keys.access,
    '--secret',
    keys.secret,
    '--quiet',
    'posix',
    folder,
  ];
  const endpoint = `http://${address}:${port}`;
  return { endpoint, bucket, stop: await startVersitygw(args, endpoint) };
}

/**
 * Start versitygw, and wait until it answers.
 *
 * @returns a function that stops it
 */
export async function startVersitygw(
  args: readonly string[],
  endpoint: string,
): Promise<() => Promise<void>> {
  const server = spawn(installedTool('versitygw'), args, { stdio: 'ignore' });
  const exited = new Promise<void>(resolve =>
    server.once('close', () => resolve()),
  );
  const until = Date.now() + START_MS;
  while (!(await answers(endpoint))) {
    if (Date.now() > until || server.exitCode !== null) {
      throw new Error(`versitygw does not answer on ${endpoint}`);
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  return async () => {
    server.kill('SIGTERM');
    const late = setTimeout(() => server.kill('SIGKILL'), 5_000);
    await exited;
    clearTimeout(late);
  };
}

async function answers(url: string): Promise<boolean> {
  return fetch(url, { redirect: 'manual' }).then(
    () => true,
    () => false,
  );
}

/** A free TCP port of an address. */
export function freePort(address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, address, () => {
      const bound = server.address();
      server.close(() =>
        bound && typeof bound === 'object'
          ? resolve(bound.port)
          : reject(new Error('no port')),
      );
    });
  });
}
