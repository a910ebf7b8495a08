import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from '../gateway/processes.ts';

const run = promisify(execFile);

/** nobody: Gitea refuses to run as root. */
const UID = 65534;

export const PASSWORD = 'not-a-secret-1';

/** A real Gitea on loopback with the users `acme`, who administers it, and `reader`. */
export class Gitea {
  readonly url: string;
  private readonly stopServer: () => Promise<void>;

  private constructor(url: string, stopServer: () => Promise<void>) {
    this.url = url;
    this.stopServer = stopServer;
  }

  /** @param home - program, templates, options and public files, as tests/gitea/run leaves them */
  static async start(home: string): Promise<Gitea> {
    const folder = await mkdtemp(join(tmpdir(), 'nodeyard-gitea-'));
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const config = join(folder, 'app.ini');
    // The user that it runs as may not pass through the home folder of another.
    const installed = join(folder, 'installed');
    await cp(home, installed, { recursive: true });
    await writeFile(config, settings(folder, installed, port));
    await chmod(folder, 0o755);
    const isRoot = process.getuid?.() === 0;
    if (isRoot) {
      await chown(folder, UID, UID);
      await chown(config, UID, UID);
    }
    const program = join(installed, 'gitea');
    const options = {
      cwd: folder,
      env: { PATH: process.env.PATH, HOME: folder, GITEA_WORK_DIR: folder },
      ...(isRoot ? { uid: UID, gid: UID } : {}),
    };
    const gitea = (...args: string[]) =>
      run(program, ['--config', config, ...args], {
        ...options,
        timeout: 60_000,
      });
    await gitea('migrate');
    for (const [name, ...more] of [['acme', '--admin'], ['reader']] as const) {
      await gitea(
        ...['admin', 'user', 'create', ...more, '--username', name],
        ...['--password', PASSWORD, '--must-change-password=false'],
        ...['--email', `${name}@localhost.test`],
      );
    }
    const server = spawn(program, ['--config', config, 'web'], {
      ...options,
      stdio: 'ignore',
    });
    const ended = once(server, 'exit');
    const stop = async () => {
      server.kill();
      await ended;
      await rm(folder, { recursive: true, force: true });
    };
    const started = new Gitea(url, stop);
    for (let left = 150; ; left--) {
      const isReady = await fetch(`${url}/api/healthz`).then(
        ({ ok }) => ok,
        () => false,
      );
      if (isReady) return started;
      if (left === 0 || server.exitCode !== null) {
        await stop();
        throw new Error('Gitea did not start within 30 s');
      }
      await wait(200);
    }
  }

  stop(): Promise<void> {
    return this.stopServer();
  }

  /** Asks its API as `acme`. */
  async ask(method: string, path: string, body?: unknown) {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Basic ${Buffer.from(`acme:${PASSWORD}`).toString(
          'base64',
        )}`,
        'content-type': 'application/json',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }
}

function settings(folder: string, home: string, port: number): string {
  return `
RUN_MODE = prod
[server]
HTTP_ADDR = 127.0.0.1
HTTP_PORT = ${port}
ROOT_URL = http://127.0.0.1:${port}/
STATIC_ROOT_PATH = ${home}
OFFLINE_MODE = true
DISABLE_SSH = true
[database]
DB_TYPE = sqlite3
PATH = ${folder}/gitea.db
[security]
INSTALL_LOCK = true
SECRET_KEY = not-a-secret
[repository]
ROOT = ${folder}/repositories
[log]
LEVEL = Error
`;
}
