import { execFileSync, type ChildProcess } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../gateway/processes';
import { root, type Packed } from './packages';
import { environment, lastLines, run, start, stop } from './programs';

/** A registry that has our scope and nothing else. */
export interface Registry {
  url: string;
  stop(): Promise<void>;
}

const verdaccio = {
  private: true,
  dependencies: { verdaccio: '6.10.4' },
  // Verdaccio asks for the tag `cjs` of it, which mirrors of npm need not have.
  overrides: { 'node-fetch': '2.7.0' },
};

/**
 * Publishes the packed packages to a Verdaccio on loopback, and lets every Yarn project below `folder` find them there: what
 * READMEs say about `yarn add` then works word for word, before anything is released.
 *
 * @throws Error when Verdaccio cannot be had
 */
export async function startRegistry(options: {
  folder: string;
  log: string;
  packages: readonly Packed[];
}): Promise<Registry> {
  const { folder, log, packages } = options;
  const port = await freePort();
  const home = join(folder, 'registry');
  const url = `http://127.0.0.1:${port}`;
  mkdirSync(home, { recursive: true });
  const write = (file: string, text: string) =>
    writeFileSync(join(home, file), text);
  write('package.json', JSON.stringify(verdaccio));
  write(
    'config.yaml',
    JSON.stringify({
      storage: './storage',
      listen: `127.0.0.1:${port}`,
      packages: { '@nodeyard/*': { access: '$all', publish: '$all' } },
      web: { enable: false },
      // Yarn takes up a connection again that it has not used for a while, and stumbles over one that was closed.
      server: { keepAliveTimeout: 0 },
      log: { type: 'stdout', format: 'pretty', level: 'warn' },
    }),
  );
  // npm publishes to no registry without a token, and Verdaccio does not look at it.
  write('.npmrc', `//127.0.0.1:${port}/:_authToken=none\n`);
  const place = { cwd: home, log };
  run(place, 'npm install --no-audit --no-fund --ignore-scripts'.split(' '));
  const server = start(place, [
    ...['node', 'node_modules/verdaccio/bin/verdaccio'],
    ...['--config', 'config.yaml'],
  ]);
  try {
    await answers(`${url}/-/ping`, server, log, 60);
    for (const { tarball } of packages) {
      run(place, ['npm', 'publish', tarball, '--registry', url]);
    }
    writeFileSync(
      join(folder, '.yarnrc.yml'),
      JSON.stringify({
        npmScopes: { nodeyard: { npmRegistryServer: url } },
        unsafeHttpWhitelist: ['127.0.0.1'],
      }),
    );
  } catch (error) {
    await stop(server);
    throw error;
  }
  forgetCached();
  return {
    url,
    stop: async () => {
      await stop(server);
      forgetCached();
    },
  };
}

/**
 * Yarn keeps what it has fetched for all projects of a user, by name and version. Ours has the same version until it is released:
 * the next run would get the packages of this one.
 */
function forgetCached(): void {
  const cache = execFileSync('yarn', ['config', 'get', 'cacheFolder'], {
    cwd: root,
    env: environment(),
    encoding: 'utf8',
  }).trim();
  if (!existsSync(cache)) return;
  for (const file of readdirSync(cache)) {
    if (file.startsWith('@nodeyard-')) rmSync(join(cache, file));
  }
}

/** @throws Error when something listens on a port that the READMEs name */
export async function requireFree(port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const server = createServer();
    server.once('error', () =>
      reject(
        new Error(
          `Port ${port} is taken, and the READMEs have it in them: end what listens on it.`,
        ),
      ),
    );
    server.listen(port, '127.0.0.1', () => server.close(() => resolve()));
  });
}

/**
 * Waits until a server answers.
 *
 * @param type - of the answer; another program on the same port has another
 * @throws Error with its last lines when it ends, or does not answer in time
 */
export async function answers(
  url: string,
  server: ChildProcess,
  log: string,
  seconds: number,
  type = '',
): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await fetch(url, {
      signal: AbortSignal.timeout(5_000),
    }).catch(() => undefined);
    const answered = answer?.headers.get('content-type') ?? '';
    if (answer?.ok && answered.includes(type)) return;
    if (server.exitCode !== null || Date.now() > deadline) {
      throw new Error(
        `${url} ${
          server.exitCode === null
            ? `does not answer within ${seconds} s`
            : `is not served, its server ended with ${server.exitCode}`
        }:\n${lastLines(log)}`,
      );
    }
    await sleep(500);
  }
}
