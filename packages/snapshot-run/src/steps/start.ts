import { redactUrl } from '@nodeyard/ethereum';
import { setTimeout as pause } from 'node:timers/promises';
import {
  executionRpc,
  nodeIdentity,
  type NodeIdentity,
  normalizeVersion,
  type RpcBlock,
} from '@nodeyard/snapshots';
import {
  cancelled,
  type Chain,
  instant,
  messageOf,
  refused,
  type RunState,
  unavailable,
} from '@nodeyard/snapshot-store';
import type { Cluster } from '../cluster';
import type { RunConfig } from '../config';
import { objectNames } from '../config';
import { podSchema, scaleSchema } from '../objects';
import { pollUntil } from '../retry';
import type { RunContext } from '../run';
import { disqualification } from './candidate';

/** Depth of reorganisations to expect: the snapshot's block is this far below the head. */
const REORG_DEPTH = 2;

export interface StartOptions {
  config: RunConfig;
  cluster: Cluster;
  ctx: RunContext;
  /** Do not wait for the node to become a candidate. */
  noWait: boolean;
}

/**
 * Wait until the node may be stopped.
 *
 * @throws SnapshotError `refused` `not-a-candidate` on timeout
 */
export async function waitForCandidate({
  config,
  cluster,
  ctx,
  noWait,
}: StartOptions): Promise<void> {
  const sinceMs = ctx.now();
  const seconds = noWait ? 0 : config.timeoutsSeconds.candidate;
  let last: string | undefined;
  await pollUntil(
    async () => {
      const found = await disqualification(config, cluster, ctx);
      if (found && found !== last) ctx.log(`candidate: not yet, ${found}`);
      last = found;
      if (found && ctx.now() - sinceMs >= seconds * 1_000) {
        throw refused(
          'not-a-candidate',
          `No snapshot of ${config.node} now: ${found}.`,
        );
      }
      return found ? undefined : true;
    },
    {
      ...ctx,
      what: 'for the node to be a candidate',
      code: 'not-a-candidate',
      sinceMs,
      seconds,
      limit: 'candidate',
    },
  );
}

/** Random delay, so that nodes with the same schedule do not stop at the same time. */
export async function waitJitter({ config, ctx }: StartOptions): Promise<void> {
  const ms = Math.random() * config.jitterSeconds * 1_000;
  await pause(ms, undefined, { signal: ctx.signal }).catch(() => {});
  if (ctx.signal.aborted) {
    throw cancelled('Cancelled by a signal before the node was touched.');
  }
}

/** The initial state of a run, right before the node is stopped. */
export async function createState(
  { config, cluster, ctx }: StartOptions,
  holder: string,
  startedAt: string,
): Promise<RunState> {
  const names = objectNames(config);
  const [scale, pod] = await Promise.all([
    cluster.read('scale', names.statefulSet, scaleSchema),
    cluster.read('pod', names.pod, podSchema),
  ]);
  if (!scale || !pod || scale.spec.replicas < 1) {
    throw refused(
      'not-a-candidate',
      `No snapshot of ${config.node} now: it is no longer running.`,
    );
  }
  const { replicas } = scale.spec;
  // Verify the permission to scale up before scaling down.
  await cluster.patch(
    'scale',
    names.statefulSet,
    { spec: { replicas } },
    { dryRun: true },
  );
  const chain = await queryChain(config);
  const since = instant(ctx.now());
  return {
    format: 'nodeyard-snapshot-state/1',
    run: since.replace(/[-:]/g, ''),
    holder,
    phase: 'quiesce',
    phaseSince: since,
    startedAt,
    strategy: await resolveStrategy(config, cluster),
    stopped: { replicas, podUid: pod.metadata.uid, since },
    chain,
    durations: {
      candidate: Math.round(
        (Date.parse(since) - Date.parse(startedAt)) / 1_000,
      ),
    },
  };
}

export async function resolveStrategy(
  { strategy, volumeSnapshotClass }: RunConfig,
  cluster: Cluster,
): Promise<'csi' | 'direct'> {
  if (strategy === 'direct' || !volumeSnapshotClass) return 'direct';
  if (await cluster.serves('volumeSnapshot')) return 'csi';
  if (strategy === 'auto') return 'direct';
  throw refused(
    'csi-missing',
    'Strategy "csi" needs VolumeSnapshots, which this cluster does not serve: install the snapshot controller with its CustomResourceDefinitions (snapshot.storage.k8s.io/v1), or choose strategy "direct". The node was not touched.',
  );
}

/** @throws SnapshotError if the client does not answer, or does not prove its genesis */
export async function queryChain({
  rpcUrl,
  network,
}: Pick<RunConfig, 'rpcUrl' | 'network'>): Promise<Chain> {
  const rpc = executionRpc(rpcUrl);
  let identity: NodeIdentity;
  let block: RpcBlock | undefined;
  try {
    const head = await rpc.block('latest');
    [identity, block] = await Promise.all([
      nodeIdentity(rpcUrl, network),
      head && rpc.block(Math.max(0, head.number - REORG_DEPTH)),
    ]);
  } catch (error) {
    throw unavailable(
      'rpc-unavailable',
      `${redactUrl(rpcUrl)} does not answer as an execution client: ${messageOf(
        error,
      )}. The node was not touched.`,
    );
  }
  if (!block) {
    throw refused(
      'block-missing',
      `${redactUrl(
        rpcUrl,
      )} does not return the block below its head. The node was not touched.`,
    );
  }
  const { chainId, clientVersion, genesisHash, genesisUnknown } = identity;
  if (genesisHash === undefined) {
    throw refused(
      'genesis-unknown',
      `${redactUrl(
        rpcUrl,
      )} does not prove its genesis: block 0 is not available (${genesisUnknown}), and no fork ID of eth_config matches genesisHash ${
        network.genesisHash ?? '(not set)'
      } of ${network.name}. Deploy a release that answers eth_config${
        network.genesisHash ? '' : ', and set networkConfig.genesisHash'
      }. The node was not touched.`,
    );
  }
  return {
    chainId,
    clientVersion: normalizeVersion(clientVersion),
    genesisHash,
    block,
  };
}
