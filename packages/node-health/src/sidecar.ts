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
import { errorMessage } from './errorWords';
import type { Log } from './log';
import { NodeMetrics } from './metrics/nodeMetrics';
import { diskUsageOf } from './probe/diskUsage';
import { loopbackFetch } from './probe/loopbackFetch';
import { startServer } from './server/server';
import { readLastRun } from './snapshots/lastRun';
import { everyInterval } from './watch/everyInterval';
import { NodeWatch } from './watch/nodeWatch';

/** A sidecar at work. */
export interface Sidecar {
  /** Port that it serves on. */
  port: number;
  /** Port where the kubelet's probes are answered; absent where none is set. */
  probePort?: number;
  /** Port on loopback where the consensus client gets its checkpoint; absent where none is served. */
  checkpointPort?: number;
  /** Answers what is being answered, stops probing and closes. */
  stop(): Promise<void>;
}

/** Probes one node until it is stopped, and serves what it finds. */
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
      : diskUsageOf(config.dataDir, config.timeoutMs);

  const { snapshotFile } = config;
  const lastRun = async () =>
    snapshotFile === undefined ? undefined : readLastRun(snapshotFile);

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
    const [sample, usage] = await Promise.all([
      probeNode({
        executionUrl: config.executionUrl,
        consensusUrl: config.consensusUrl,
        fetch: client.fetch,
        memory,
        timeoutMs: config.timeoutMs,
        signal,
      }),
      disk?.(),
    ]);
    if (signal.aborted) return;
    observe(usage ? { ...sample, disk: usage } : sample);
  };

  /** A probe has no reason to throw; whichever it finds, the node is not known to be well, and the next look comes. */
  const failed = (error: unknown) => {
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

  // Never the time of day, which may be set back.
  const serving = performance.now();
  let lastProbeEnd = () => serving;
  const patienceMs = 3 * config.intervalMs + 2 * config.timeoutMs;
  const address = config.listenAddress;
  const answers = {
    status,
    probingGoesOn: () => performance.now() - lastProbeEnd() <= patienceMs,
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
  const probing = everyInterval(config.intervalMs, probe, failed);
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
