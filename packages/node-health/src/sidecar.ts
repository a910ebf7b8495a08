import {
  ProbeMemory,
  probeNode,
  type Network,
  type NodeSample,
  type NodeStatus,
} from '@nodeyard/ethereum';
import { version } from '../package.json';
import { startCheckpoint } from './checkpoint/startCheckpoint';
import type { Config } from './config/readConfig';
import { errorMessage } from './errorMessage';
import type { Log } from './log';
import { NodeMetrics } from './metrics/nodeMetrics';
import { diskUsageReader } from './probe/diskUsage';
import { loopbackFetch } from './probe/loopbackFetch';
import { startServer } from './server/server';
import { readLastRun } from './snapshots/lastRun';
import { everyInterval } from './watch/everyInterval';
import { NodeWatch } from './watch/nodeWatch';

/** A running sidecar. */
export interface Sidecar {
  /** Port of the HTTP server. */
  port: number;
  /** Port for the probes of the kubelet; absent if not configured. */
  probePort?: number;
  /** Loopback port of the checkpoint server; absent if no checkpoint is served. */
  checkpointPort?: number;
  /** Stops probing, lets pending responses complete and closes the servers. */
  stop(): Promise<void>;
}

/** Probes one node until it is stopped, and serves the results. */
export async function startSidecar(
  config: Config,
  network: Network,
  log: Log,
): Promise<Sidecar> {
  const startedAt = Date.now();
  const watch = new NodeWatch({ network, pollIntervalMs: config.intervalMs });
  const metrics = new NodeMetrics({
    consensus: config.consensusUrl !== undefined,
  });
  const client = loopbackFetch();
  const memory = new ProbeMemory();
  const disk =
    config.dataDir === undefined
      ? undefined
      : diskUsageReader(config.dataDir, config.timeoutMs);

  const { snapshotFile } = config;
  const lastRun = async () =>
    snapshotFile === undefined ? undefined : readLastRun(snapshotFile);
  let staleAfterSeconds: number | undefined;

  const checkpoint = await startCheckpoint(config.checkpoint, network, log);

  const status = (): NodeStatus => ({
    schemaVersion: 1,
    node: {
      name: config.nodeName,
      network: network.name,
      executionClient: config.executionClient,
      consensusClient: config.consensusClient,
      secondsPerSlot: network.secondsPerSlot,
      slotsPerEpoch: network.slotsPerEpoch,
      genesisTime: network.genesisTime,
    },
    ...watch.at(Date.now()),
    checkpoint: checkpoint?.status(),
    snapshots:
      staleAfterSeconds === undefined ? undefined : { staleAfterSeconds },
    sidecar: { version, startedAt, pollIntervalMs: config.intervalMs },
  });

  const observe = (sample: NodeSample) => {
    const before = status().verdict;
    const verdict = watch.observe(sample, Date.now());
    metrics.countFailures(sample);
    if (verdict.state !== before.state || verdict.ready !== before.ready) {
      log('info', verdict.summary, {
        state: verdict.state,
        ready: verdict.ready,
        reasons: verdict.reasons,
      });
    }
  };

  const probe = async (signal: AbortSignal) => {
    const [sample, usage, last] = await Promise.all([
      probeNode({
        executionUrl: config.executionUrl,
        consensusUrl: config.consensusUrl,
        fetch: client.fetch,
        memory,
        timeoutMs: config.timeoutMs,
        signal,
      }),
      disk?.(),
      lastRun(),
    ]);
    if (signal.aborted) return;
    ({ staleAfterSeconds } = last ?? {});
    observe(usage ? { ...sample, disk: usage } : sample);
  };

  /** Records an unexpected error of a probe as a failed sample. */
  const observeFailure = (error: unknown) => {
    const detail = `the sidecar's probe failed (${errorMessage(error)})`;
    log('error', detail);
    const reply = {
      kind: 'failed',
      reason: 'invalid-response',
      detail,
    } as const;
    observe({
      at: Date.now(),
      execution: reply,
      consensus:
        config.consensusUrl === undefined ? { kind: 'not-configured' } : reply,
    });
  };

  // Monotonic: the wall clock may be set back.
  const servingSince = performance.now();
  let lastProbeEnd = () => servingSince;
  const maxPauseMs = 3 * config.intervalMs + 2 * config.timeoutMs;
  const address = config.listenAddress;
  const answers = {
    status,
    isProbing: () => performance.now() - lastProbeEnd() <= maxPauseMs,
    metrics: async () => ({
      contentType: metrics.contentType,
      text: await metrics.render(status(), Date.now(), await lastRun()),
    }),
  };
  const server = await startServer({ address, port: config.port, answers });
  const probes =
    config.probePort === undefined
      ? undefined
      : await startServer({
          address,
          port: config.probePort,
          answers,
          routes: ['/readyz', '/livez'],
        });
  const probing = everyInterval(config.intervalMs, probe, observeFailure);
  lastProbeEnd = probing.lastEnd;

  return {
    port: server.port,
    probePort: probes?.port,
    checkpointPort: checkpoint?.port,
    stop: async () => {
      await Promise.all([
        server.stop(),
        probes?.stop(),
        probing.stop(),
        checkpoint?.stop(),
      ]);
      client.close();
    },
  };
}
