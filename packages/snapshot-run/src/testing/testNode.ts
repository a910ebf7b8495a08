/* eslint-disable @backstage/no-relative-monorepo-imports -- what all tests share is no package */
import http from 'node:http';
import { cp, mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ensurePresent } from '../../../../tests/ensurePresent';
import { build, publishVerification } from '@nodeyard/snapshots';
import { loadManifest, openStore } from '@nodeyard/snapshot-store';
import {
  noise,
  testFacts,
  writeDatadir,
} from '../../../snapshots/src/testing/syntheticDatadir';
import { runConfigSchema, type RunConfig } from '../config';
import type { ApiAccess } from '../apiRequest';
import { kubeCluster } from '../kubeCluster';
import recorded from '../__fixtures__/recorded.json';
import { FakeApiServer, type StoredObject } from './fakeApiServer';

const NAMESPACE = 'orchard';
const core = `/api/v1/namespaces/${NAMESPACE}`;
const sets = `/apis/apps/v1/namespaces/${NAMESPACE}/statefulsets/geth-0`;
const jobs = `/apis/batch/v1/namespaces/${NAMESPACE}/jobs`;
const pod = `${core}/pods/geth-0-0`;
const lease = `/apis/coordination.k8s.io/v1/namespaces/${NAMESPACE}/leases/geth-0-snapshot`;
const stateMap = `${core}/configmaps/geth-0-snapshot-state`;
const cut = `/apis/snapshot.storage.k8s.io/v1/namespaces/${NAMESPACE}/volumesnapshots/geth-0-snapshot`;

/** API paths of its objects. */
export const objectPaths = {
  statefulSet: sets,
  budget: `/apis/policy/v1/namespaces/${NAMESPACE}/poddisruptionbudgets/devnet-nodes`,
};

const emptyState = { apiVersion: 'v1', kind: 'ConfigMap', metadata: {} };

/** Faults of a test node. */
export interface Scenario {
  exitCode?: number;
  upload?: 'fails' | 'hangs';
  verify?: 'fails' | 'finds damage';
  /** State in the verdict of its sidecar. */
  state?: string;
  /** Another node publishes a newer snapshot during the verification. */
  isSuperseded?: boolean;
  /** Its client refuses block 0, like a pruned one. */
  isPruned?: boolean;
  /** Fork ID of its client since the time 1000. */
  forkId?: string;
  /** The upload copies this store instead of building a snapshot. */
  storeBefore?: string;
  /** The node is scaled up during the capture. */
  startedMeanwhile?: boolean;
}

/** A node with the objects of its chart in a fake cluster. Its Jobs are executed on a real datadir and store. */
export async function createTestNode(scenario: Scenario = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'nodeyard-run-'));
  const datadir = join(folder, 'datadir');
  await writeDatadir(datadir, {
    'geth/chaindata/000001.sst': noise('one', 100_000),
  });
  const store = { url: `file://${folder}/store` };
  await mkdir(join(folder, 'store'));
  const facts = testFacts(40);
  const api = new FakeApiServer();
  const server = await api.start();
  const sidecar = await startSidecar(facts, scenario);

  api.put(sets, recorded.statefulSet);
  api.put(pod, recorded.pod);
  api.put(`${core}/persistentvolumeclaims/execution-geth-0-0`, recorded.claim);
  api.put(lease, recorded.lease);
  api.put(stateMap, emptyState);

  const replicas = () => Number(Object(api.objects.get(sets)?.spec).replicas);
  const later = (act: () => unknown) => setTimeout(act, 5);
  api.controllers.push(({ verb, path, object }) => {
    if (path === sets && verb === 'patched') {
      later(() => (replicas() === 0 ? stopPod() : startPod()));
    }
    const isCaptured =
      path === cut || path === `${jobs}/geth-0-snapshot-upload`;
    if (isCaptured && verb === 'created' && scenario.startedMeanwhile) {
      api.put(sets, { spec: { replicas: 1 }, metadata: { generation: 99 } });
      startPod();
    }
    if (path === cut && verb === 'created') {
      later(() =>
        api.put(cut, { status: { creationTime: '2026-11-23T15:00:00Z' } }),
      );
      setTimeout(
        () =>
          api.objects.has(cut) &&
          api.put(cut, { status: { readyToUse: true } }),
        15,
      );
    }
    if (path.startsWith(jobs) && verb === 'created') {
      void work(object, { ...scenario }).then(end => settle(path, end));
    }
  });

  function stopPod(): void {
    if (!api.objects.has(pod)) return;
    api.put(sets, { status: { readyReplicas: 0 } });
    api.put(pod, { metadata: { deletionTimestamp: '2026-11-23T15:00:00Z' } });
    const terminated = { exitCode: scenario.exitCode ?? 0 };
    api.put(pod, {
      status: {
        containerStatuses: [{ name: 'execution', state: { terminated } }],
      },
    });
    api.remove(pod);
  }

  function startPod(): void {
    if (api.objects.has(pod)) return;
    const { uid: _, ...metadata } = recorded.pod.metadata;
    api.put(pod, { ...recorded.pod, metadata });
    api.put(sets, { status: { readyReplicas: 1 } });
  }

  function settle(path: string, message: string | undefined): void {
    if (!api.objects.has(path) || message === 'hangs') return;
    const type = message === undefined ? 'Complete' : 'Failed';
    api.put(path, {
      status: { conditions: [{ type, status: 'True', message }] },
    });
  }

  /** @returns why it failed */
  async function work(
    { metadata, spec }: StoredObject,
    { upload, verify, storeBefore, isSuperseded }: Scenario,
  ): Promise<string | undefined> {
    await pause(5);
    if (metadata.name.endsWith('-upload')) {
      if (upload) return upload;
      if (storeBefore) {
        await cp(storeBefore, join(folder, 'store'), { recursive: true });
        return undefined;
      }
      const built = await build({
        store,
        datadir,
        facts,
        tool: 'test',
        threads: 1,
      });
      return built.ok ? undefined : built.message;
    }
    if (verify === 'fails') return 'fails';
    const passed = verify === undefined;
    await verifyAs(ensurePresent(environmentOf(spec).SNAPSHOT_ID), passed);
    if (isSuperseded) {
      const newer = testFacts(41);
      const place = { store, datadir, tool: 'test', threads: 1 };
      const built = await build({ ...place, facts: newer });
      if (!built.ok || !built.snapshot) return 'no newer one';
      await verifyAs(built.snapshot, true);
    }
    return passed ? undefined : 'exit code 4';
  }

  async function verifyAs(id: string, passed: boolean): Promise<void> {
    const opened = await openStore(store, 'devnet', 'geth');
    const manifest = await loadManifest(opened, id);
    await publishVerification(
      opened,
      id,
      manifest,
      {
        format: 'nodeyard-verification/1',
        snapshot: id,
        digest: manifest.digest,
        result: passed ? 'passed' : 'failed',
        method: 'boot',
        client: 'geth',
        clientVersion: '1.17.8',
        block: {
          number: manifest.block.number,
          hash: passed ? manifest.block.hash : null,
        },
        at: '2026-11-23T15:00:00Z',
      },
      Date.now(),
    );
    opened.close();
  }

  const config = (changes: object = {}): RunConfig =>
    testRunConfig(sidecar.url, store.url, changes);
  const access: ApiAccess = {
    getCurrentCluster: () => ({ server }),
    applyToHTTPSOptions: async () => {},
  };
  return {
    api,
    config,
    store,
    storeFolder: join(folder, 'store'),
    facts,
    cluster: kubeCluster(access, NAMESPACE),
    /** With other credentials. */
    clusterAs: (applyToHTTPSOptions: ApiAccess['applyToHTTPSOptions']) =>
      kubeCluster({ ...access, applyToHTTPSOptions }, NAMESPACE),
    replicas,
    podRuns: () => api.objects.has(pod),
    data: (): Record<string, string> => Object(api.objects.get(stateMap)?.data),
    leaseAnnotations: (): Record<string, string> =>
      Object(api.objects.get(lease)?.metadata.annotations),
    changeState: (data: object) => api.put(stateMap, { data }),
    leaseHolder: () => Object(api.objects.get(lease)?.spec).holderIdentity,
    holdLease: (holder: string, more: object = {}) =>
      api.put(lease, {
        spec: {
          holderIdentity: holder,
          renewTime: new Date().toISOString(),
          ...more,
        },
      }),
    labelLease: (value: string) =>
      api.put(lease, { metadata: { labels: { value } } }),
    deleteLease: () => api.remove(lease),
    deleteState: () => api.remove(stateMap),
    /** Recreate missing objects, like a deployment. */
    renderAgain: () => {
      const { uid: _, ...metadata } = recorded.lease.metadata;
      if (!api.objects.has(lease)) {
        api.put(lease, { ...recorded.lease, metadata });
      }
      if (!api.objects.has(stateMap)) api.put(stateMap, emptyState);
    },
    /** An object of an earlier run that a finalizer keeps. */
    leave: (path: string) => {
      const at = `${path.startsWith('jobs') ? jobs : cut}`;
      const name = path.slice(path.indexOf('/') + 1);
      const metadata = {
        finalizers: ['example.com/stuck'],
        deletionTimestamp: '2026-11-22T15:00:00Z',
      };
      api.put(at === cut ? cut : `${jobs}/${name}`, { metadata });
    },
    scale: (to: number) => {
      api.put(sets, { spec: { replicas: to } });
      later(to === 0 ? stopPod : startPod);
    },
    events: () =>
      [...api.objects]
        .filter(([path]) => path.includes('/events/'))
        .map(([, event]) => event),
    leftovers: () =>
      [...api.objects.keys()].filter(
        path => path === cut || path.endsWith('-clone'),
      ),
    stop: () => {
      api.stop();
      sidecar.stop();
    },
  };
}

export type TestNode = Awaited<ReturnType<typeof createTestNode>>;

function environmentOf(spec: unknown): Record<string, string> {
  const [container] = Object(spec).template.spec.containers;
  return Object.fromEntries(
    container.env.map(({ name, value }: { name: string; value: string }) => [
      name,
      value,
    ]),
  );
}

/** Configuration of a run with short timeouts. */
export function testRunConfig(
  url: string,
  store: string,
  changes: { timeoutsSeconds?: Partial<RunConfig['timeoutsSeconds']> } = {},
): RunConfig {
  // Shorter than the schema allows: the fake API server answers at once.
  const { lease: leaseSeconds = 0.2, ...timeoutsSeconds } = {
    ...(changes.timeoutsSeconds ?? { candidate: 1, upload: 20 }),
  };
  const document = testRunDocument(url, store);
  const config = runConfigSchema.parse({
    ...document,
    ...changes,
    timeoutsSeconds,
  });
  config.timeoutsSeconds.lease = leaseSeconds;
  return config;
}

/** Document of a configuration, with default timeouts. */
export function testRunDocument(url: string, store: string) {
  const job = (parts: object) => ({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { labels: { 'app.kubernetes.io/name': 'the-snapshot' } },
    spec: {
      template: {
        spec: { containers: [{ name: 'snapshot-builder' }], ...parts },
      },
    },
  });
  return {
    format: 'nodeyard-snapshot-run/1',
    namespace: NAMESPACE,
    node: 'geth-0',
    statefulSet: 'geth-0',
    claim: 'execution-geth-0-0',
    network: {
      name: 'devnet',
      title: 'Devnet',
      kind: 'devnet',
      chainId: 7332,
      secondsPerSlot: 6,
      slotsPerEpoch: 8,
      forks: [],
      checkpointSync: [],
      checkedAt: '2026-11-23',
      source: [],
    },
    client: 'geth',
    history: 'full',
    statusUrl: `${url}/status`,
    rpcUrl: url,
    schedule: '0 3 * * *',
    strategy: 'csi',
    volumeSnapshotClass: 'standard',
    minReady: 0,
    syncedMinutes: 0,
    forkMarginHours: 48,
    jitterSeconds: 0,
    store: { url: store },
    retention: { last: 3, weekly: 1 },
    jobs: {
      upload: job({
        volumes: [
          { name: 'datadir', persistentVolumeClaim: { claimName: 'any' } },
        ],
      }),
      verify: job({
        initContainers: [{ name: 'delta-sync' }, { name: 'client' }],
      }),
    },
  };
}

/** The sidecar's /status and the client's JSON-RPC, on one port. */
async function startSidecar(
  facts: ReturnType<typeof testFacts>,
  scenario: Scenario,
) {
  const hex = (n: number) => `0x${n.toString(16)}`;
  const { number, hash, timestamp } = facts.block;
  const current = { activationTime: 1_000, chainId: hex(facts.chainId) };
  const answers: Record<string, (params: unknown[]) => unknown> = {
    ...(scenario.forkId
      ? {
          eth_config: () => ({
            current: { ...current, forkId: scenario.forkId },
          }),
        }
      : {}),
    eth_chainId: () => hex(facts.chainId),
    web3_clientVersion: () => 'Geth/v1.17.8-stable/linux-amd64/go1.25',
    eth_getBlockByNumber: ([tag]) => ({
      number: tag === 'latest' ? hex(number + 2) : tag,
      hash: tag === '0x0' ? facts.genesisHash : hash,
      timestamp: hex(timestamp),
    }),
  };
  const server = http.createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    if (request.url === '/status') {
      response.end(JSON.stringify(statusOf(scenario.state ?? 'SYNCED')));
      return;
    }
    const { method, params } = JSON.parse(text);
    const isRefused = scenario.isPruned && params[0] === '0x0';
    const refusal = isRefused
      ? { code: -32000, message: 'old data not available due to pruning' }
      : { code: -32601, message: 'no such method' };
    const answer =
      !isRefused && answers[method]
        ? { result: answers[method](params) }
        : { error: refusal };
    response.end(JSON.stringify({ jsonrpc: '2.0', id: 1, ...answer }));
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${port}`, stop };
}

function statusOf(state: string) {
  return {
    schemaVersion: 1,
    node: { name: 'geth-0', network: 'devnet' },
    verdict: {
      state,
      ready: state === 'SYNCED',
      since: Date.now() - 60_000,
      summary: 'In sync',
      reasons: [],
      evidence: {},
      forks: [],
      forkReady: true,
      runbook: 'synced',
    },
    sidecar: { version: '0.1.0', startedAt: Date.now(), pollIntervalMs: 5_000 },
  };
}
