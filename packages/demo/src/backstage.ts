import { createWriteStream } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DemoNode } from './fleet';
import type { DemoOptions } from './options';
import type { ProcessGroups } from './processGroups';

const START_PATIENCE_MS = 300_000;

/** Backstage, running. */
export interface Backstage {
  url: string;
  /** File that holds what it writes, relative to the repository. */
  log: string;
  /** Resolves when it ends by itself, to its exit code. */
  ended: Promise<number | null>;
}

/**
 * Starts frontend and backend and waits until both answer.
 *
 * @throws Error with the last lines that Backstage wrote when it ends or stays silent
 */
export async function startBackstage(options: {
  groups: ProcessGroups;
  root: string;
  demo: DemoOptions;
  nodes: readonly DemoNode[];
  /** URL of the store of snapshots. */
  snapshotStore: string;
  signal: AbortSignal;
}): Promise<Backstage> {
  const { groups, root, demo, nodes, snapshotStore, signal } = options;
  const log = `.demo/backstage-${demo.appPort}.log`;
  const logFile = join(root, log);
  await mkdir(dirname(logFile), { recursive: true });
  const logStream = createWriteStream(logFile);
  const child = groups.start('yarn', ['start'], {
    cwd: root,
    env: {
      ...process.env,
      ...configEnvironment(demo, nodes, snapshotStore),
      FORCE_COLOR: demo.verbose ? '1' : '0',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.pipe(logStream, { end: false });
    if (demo.verbose) stream?.pipe(process.stdout, { end: false });
  }

  let over = false;
  const ended = new Promise<number | null>(resolve => {
    child.once('exit', resolve);
    child.once('error', () => resolve(null));
  }).finally(() => {
    over = true;
  });

  const url = `http://localhost:${demo.appPort}`;
  const probes = [
    url,
    `http://localhost:${demo.backendPort}/.backstage/health/v1/readiness`,
  ];
  const deadline = Date.now() + START_PATIENCE_MS;
  while (!signal.aborted) {
    if (over || Date.now() > deadline) {
      const what = over
        ? 'ended while it was starting'
        : `does not answer after ${START_PATIENCE_MS / 1000} s`;
      throw new Error(
        `Backstage ${what}. The end of ${log}:\n${await lastLines(
          logFile,
          30,
        )}`,
      );
    }
    if ((await Promise.all(probes.map(answers))).every(Boolean)) break;
    await sleep(250, undefined, { signal }).catch(() => {});
  }
  return { url, log, ended };
}

/**
 * Ports and URLs that differ from app-config.yaml, in the form in which Backstage reads configuration from its
 * environment.
 */
function configEnvironment(
  demo: DemoOptions,
  nodes: readonly DemoNode[],
  snapshotStore: string,
): Record<string, string> {
  const app = JSON.stringify(`http://localhost:${demo.appPort}`);
  return {
    APP_CONFIG_app_baseUrl: app,
    APP_CONFIG_app_listen_port: String(demo.appPort),
    APP_CONFIG_backend_baseUrl: JSON.stringify(
      `http://localhost:${demo.backendPort}`,
    ),
    APP_CONFIG_backend_listen_port: String(demo.backendPort),
    APP_CONFIG_backend_cors_origin: app,
    // One variable for all nodes: shells drop variables whose names hold a dash.
    APP_CONFIG_ethereumNodes_nodes: JSON.stringify(
      Object.fromEntries(
        nodes.map(({ name, port }) => [
          name,
          { executionUrl: `http://127.0.0.1:${port}` },
        ]),
      ),
    ),
    APP_CONFIG_ethereumNodes_snapshotStores: JSON.stringify({
      demo: { url: snapshotStore, owner: 'group:default/payments' },
    }),
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

async function lastLines(file: string, count: number): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.trimEnd().split('\n').slice(-count).join('\n');
}
