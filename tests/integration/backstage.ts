import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type {
  EthereumNode,
  EthereumNodeDetail,
  FleetSummary,
  NodePage,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { readerToken } from './account';
import { authority, server } from './cluster';
import { root, work } from './deployment';

/** A running Backstage, and a guest in it. */
export interface Backstage {
  /** Where the app is. */
  url: string;
  fleet(): Promise<FleetSummary>;
  /** One node with its verdict; undefined while it is not known. */
  node(id: string): Promise<EthereumNodeDetail | undefined>;
  /**
   * Asks every second until the nodes of a namespace meet a condition.
   *
   * @throws with the last answer when it does not come in time
   */
  nodesWhen(
    namespace: string,
    condition: (nodes: EthereumNode[]) => boolean,
    seconds: number,
  ): Promise<EthereumNode[]>;
  stop(): Promise<void>;
}

const START_PATIENCE_SECONDS = 300;

/**
 * Starts this repository's app and backend in front of the test cluster, with the rights that the plugin's README asks for
 * and no others.
 */
export async function startBackstage(
  repository: string,
  patienceSeconds = START_PATIENCE_SECONDS,
): Promise<Backstage> {
  const [appPort, backendPort] = [await freePort(), await freePort()];
  const app = `http://127.0.0.1:${appPort}`;
  const backend = `http://127.0.0.1:${backendPort}`;
  const own = join(import.meta.dirname, 'app-config.yaml');
  const config = [join(root, 'app-config.yaml'), own];
  const child = spawn(
    'yarn',
    ['start', ...config.flatMap(file => ['--config', file])],
    {
      cwd: root,
      // A group of its own, so that all that it starts ends with it.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        TEST_ROOT: root,
        TEST_REPOSITORY: repository,
        TEST_APP_URL: app,
        TEST_APP_PORT: String(appPort),
        TEST_BACKEND_URL: backend,
        TEST_BACKEND_PORT: String(backendPort),
        TEST_CLUSTER_URL: server,
        TEST_CLUSTER_CA: authority,
        TEST_CLUSTER_TOKEN: await readerToken(),
      },
    },
  );
  endWithUs(child);
  const log = createWriteStream(join(work, 'backstage.log'));
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  const urls = [app, `${backend}/.backstage/health/v1/readiness`];
  await untilReady(urls, child, patienceSeconds);
  return backstageAt(app, backend, child);
}

function backstageAt(
  url: string,
  backend: string,
  child: ChildProcess,
): Backstage {
  let token: string | undefined;
  const call = async <T>(path: string): Promise<T> => {
    token ??= await guestToken(backend);
    const response = await fetch(`${backend}/api/ethereum-nodes${path}`, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(10_000),
    });
    if (!response.ok) {
      const reason = await response.text();
      throw new Error(`${path}: HTTP ${response.status} ${reason}`);
    }
    return response.json();
  };
  return {
    url,
    fleet: () => call<FleetSummary>('/fleet'),
    node: id => call<EthereumNodeDetail>(`/nodes/${id}`).catch(() => undefined),
    async nodesWhen(namespace, condition, seconds) {
      const deadline = Date.now() + seconds * 1000;
      for (;;) {
        const page = await call<NodePage>('/nodes');
        const items = page.items.filter(node => node.namespace === namespace);
        if (condition(items)) return items;
        if (Date.now() > deadline) {
          const last = JSON.stringify(items);
          throw new Error(`not seen in ${seconds} s; at last: ${last}`);
        }
        await sleep(1_000);
      }
    },
    stop: () => stop(child),
  };
}

async function guestToken(url: string): Promise<string> {
  const response = await fetch(`${url}/api/auth/guest/refresh`, {
    method: 'POST',
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok) throw new Error(`guest: HTTP ${response.status}`);
  const session = await response.json();
  return session.backstageIdentity.token;
}

async function untilReady(
  urls: string[],
  child: ChildProcess,
  patienceSeconds: number,
): Promise<void> {
  const deadline = Date.now() + patienceSeconds * 1000;
  while (Date.now() < deadline && child.exitCode === null) {
    if ((await Promise.all(urls.map(answers))).every(Boolean)) return;
    await sleep(500);
  }
  await stop(child);
  throw new Error('Backstage did not start; see backstage.log');
}

async function answers(url: string): Promise<boolean> {
  const signal = AbortSignal.timeout(2_000);
  return fetch(url, { signal }).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** However this process ends, the group ends with it. */
function endWithUs(child: ChildProcess): void {
  process.once('exit', () => signalGroup(child, 'SIGKILL'));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => process.exit(1));
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise(resolve => child.once('exit', resolve));
  signalGroup(child, 'SIGTERM');
  await Promise.race([ended, sleep(10_000)]);
  signalGroup(child, 'SIGKILL');
}

function signalGroup(
  { pid }: ChildProcess,
  signal: 'SIGTERM' | 'SIGKILL',
): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // nothing of the group is left
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' ? address?.port ?? 0 : 0;
      probe.close(() => resolve(port));
    });
  });
}
