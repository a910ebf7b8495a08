import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  EthereumNodesClient,
  type EthereumNode,
  type NodeHistory,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { ProcessGroups } from '../../packages/demo/src';
import { freePort } from '../gateway/processes';
import { clockEnvironment } from './clocks';
import { Kept } from './kept';

const root = resolve(import.meta.dirname, '../..');
const workspace = join(root, 'packages/backend');
const PATIENCE_MS = 5_000;

/** A running Backstage backend, and one that asks it. Nothing throws for a backend that is away: `undefined`. */
export interface Backend {
  name: string;
  url: string;
  /** Of a service. */
  token: string;
  process: Kept;
  clockFile: string;
  heapFile: string;
  nodes(): Promise<EthereumNode[] | undefined>;
  history(id: string, hours: number): Promise<NodeHistory | undefined>;
  snapshotIds(id: string): Promise<string[] | undefined>;
}

/** Starts this repository's backend as it is in production: one process, no watcher. */
export async function aBackend(
  name: string,
  how: {
    groups: ProcessGroups;
    results: string;
    database: object;
    ethereumNodes: object;
    /** Further configuration. */
    config?: object;
  },
): Promise<Backend> {
  const { groups, results, database, ethereumNodes } = how;
  const port = await freePort();
  const token = randomBytes(24).toString('hex');
  const url = `http://127.0.0.1:${port}`;
  const config = join(results, `${name}.json`);
  await mkdir(results, { recursive: true });
  await writeFile(
    config,
    JSON.stringify({
      backend: {
        baseUrl: url,
        listen: { host: '127.0.0.1', port },
        database,
        auth: {
          externalAccess: [
            { type: 'static', options: { token, subject: 'soak' } },
          ],
        },
      },
      catalog: { locations: [] },
      ...how.config,
      ethereumNodes,
    }),
  );
  const clockFile = join(results, `${name}.clock`);
  const heapFile = join(results, `${name}.heap.json`);
  const kept = new Kept(name, {
    groups,
    results,
    command: {
      file: process.execPath,
      args: [
        ...['--expose-gc', '--require', join(import.meta.dirname, 'heap.cjs')],
        ...['--require', '@backstage/cli/config/nodeTransform.cjs'],
        ...['src/index.ts', '--config', join(root, 'app-config.yaml')],
        ...['--config', config],
      ],
      cwd: workspace,
      environment: {
        LOG_LEVEL: 'warn',
        NODE_ENV: 'production',
        HEAP_FILE: heapFile,
        ...(await clockEnvironment(clockFile)),
      },
    },
    ready: async () =>
      (
        await fetch(`${url}/.backstage/health/v1/readiness`, {
          signal: AbortSignal.timeout(PATIENCE_MS),
        })
      ).ok,
  });
  const client = new EthereumNodesClient({
    discoveryApi: { getBaseUrl: async () => `${url}/api/ethereum-nodes` },
    fetchApi: { fetch },
  });
  const options = () => ({ token, signal: AbortSignal.timeout(PATIENCE_MS) });
  return {
    name,
    url,
    token,
    process: kept,
    clockFile,
    heapFile,
    nodes: () => unlessAway(allNodes(client, options)),
    history: (id, hours) => unlessAway(client.getHistory(id, hours, options())),
    snapshotIds: id =>
      unlessAway(
        client
          .getSnapshots(id, options())
          .then(({ items }) => items.map(snapshot => snapshot.id)),
      ),
  };
}

async function allNodes(
  client: EthereumNodesClient,
  options: () => { token: string; signal: AbortSignal },
): Promise<EthereumNode[]> {
  const nodes: EthereumNode[] = [];
  let cursor: string | undefined;
  do {
    const query = { orderBy: 'name', limit: 200, cursor } as const;
    const page = await client.listNodes(query, options());
    nodes.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return nodes;
}

function unlessAway<T>(asking: Promise<T>): Promise<T | undefined> {
  return asking.catch(() => undefined);
}
