import { join } from 'node:path';
import type {
  NodeSnapshotRun,
  RequestedSnapshot,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { ProcessGroups } from '../../../packages/demo/src';
import { aBackend } from '../../soak/backend';
import { readerToken } from '../account';
import { authority, server } from '../cluster';
import { work } from '../deployment';
import { NODE, untilSeen } from './orchestrator';

/** Answer to a request of a snapshot. */
export interface RequestAnswer {
  status: number;
  body: Partial<RequestedSnapshot> & {
    error?: { name: string; message: string; job?: string };
  };
}

/** A Backstage backend in front of the test cluster that allows requests of snapshots, and a caller of it. */
export interface Requests {
  request(): Promise<RequestAnswer>;
  run(): Promise<NodeSnapshotRun>;
  stop(): Promise<void>;
}

/** Starts the backend with the rights that the plugin's README documents for discovery, and waits until it has the node. */
export async function startRequests(namespace: string): Promise<Requests> {
  const groups = new ProcessGroups();
  const backend = await aBackend('backend', {
    groups,
    results: join(work, 'backend'),
    database: { client: 'better-sqlite3', connection: ':memory:' },
    ethereumNodes: {
      schedule: { discover: '10s', poll: '5s' },
      kubernetes: { requestSnapshots: true },
      nodes: null,
    },
    config: {
      kubernetes: {
        serviceLocatorMethod: { type: 'multiTenant' },
        clusterLocatorMethods: [
          {
            type: 'config',
            clusters: [
              {
                name: 'test',
                url: server,
                caData: authority,
                authProvider: 'serviceAccount',
                serviceAccountToken: await readerToken(),
              },
            ],
          },
        ],
      },
    },
  });
  const id = `test~${namespace}~${NODE}`;
  const url = `${backend.url}/api/ethereum-nodes/nodes/${id}/snapshots`;
  const options = () => ({
    headers: { authorization: `Bearer ${backend.token}` },
    signal: AbortSignal.timeout(20_000),
  });
  const stop = async () => {
    backend.process.letGo();
    await groups.stop();
  };
  try {
    await backend.process.start();
    const isKnown = async () =>
      (await backend.nodes())?.some(node => node.id === id);
    await untilSeen('the node in Backstage', isKnown, 120, 1_000);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    async request() {
      const response = await fetch(url, { method: 'POST', ...options() });
      return { status: response.status, body: await response.json() };
    },
    async run() {
      const response = await fetch(`${url}/run`, options());
      if (!response.ok) throw new Error(`run: HTTP ${response.status}`);
      return response.json();
    },
    stop,
  };
}
