import { shownUrl } from '@nodeyard/ethereum';
import { setTimeout as pause } from 'node:timers/promises';
import { plainVersion } from '../../datadir/version';
import { instant } from '../../format/documents';
import { cancelled, refused, unavailable } from '../../stopped';
import { executionRpc, type RpcBlock } from '../../verify/executionRpc';
import { nodeIdentity, type NodeIdentity } from '../../verify/nodeIdentity';
import { Cluster } from '../cluster';
import { objectNames, RunConfig } from '../config';
import { podSchema, scaleSchema } from '../objects';
import { until } from '../patience';
import { Surroundings } from '../run';
import { Chain, RunState } from '../state';
import { obstacle } from './candidate';

/** The newest blocks may still be replaced by others: none of them names a snapshot. */
const REORG_DEPTH = 2;

export interface Beginning {
  config: RunConfig;
  cluster: Cluster;
  around: Surroundings;
  /** Do not wait for the node to become a candidate. */
  once: boolean;
}

/**
 * Wait until the node may be stopped.
 *
 * @throws Stopped `refused` `not-a-candidate` when it is none in time
 */
export async function awaitCandidate({
  config,
  cluster,
  around,
  once,
}: Beginning): Promise<void> {
  const sinceMs = around.now();
  const seconds = once ? 0 : config.timeoutsSeconds.candidate;
  let last: string | undefined;
  await until(
    async () => {
      const found = await obstacle(config, cluster, around);
      if (found && found !== last) around.log(`candidate: not yet, ${found}`);
      last = found;
      if (found && around.now() - sinceMs >= seconds * 1_000)
        throw refused(
          'not-a-candidate',
          `No snapshot of ${config.node} now: ${found}.`,
        );
      return found ? undefined : true;
    },
    {
      ...around,
      what: 'for the node to be a candidate',
      code: 'not-a-candidate',
      sinceMs,
      seconds,
      limit: 'candidate',
    },
  );
}

/** Schedules of several nodes begin at the same minute: the first one to stop takes the others' leave. */
export async function stepAside({ config, around }: Beginning): Promise<void> {
  const ms = Math.random() * config.jitterSeconds * 1_000;
  await pause(ms, undefined, { signal: around.signal }).catch(() => {});
  if (around.signal.aborted)
    throw cancelled('Stopped before the node was touched.');
}

/** The first state of a run: the next thing that happens is that the node is stopped. */
export async function firstState(
  { config, cluster, around }: Beginning,
  holder: string,
  startedAt: string,
): Promise<RunState> {
  const names = objectNames(config);
  const [scale, pod] = await Promise.all([
    cluster.read('scale', names.statefulSet, scaleSchema),
    cluster.read('pod', names.pod, podSchema),
  ]);
  if (!scale || !pod || scale.spec.replicas < 1)
    throw refused(
      'not-a-candidate',
      `No snapshot of ${config.node} now: it was stopped a moment ago.`,
    );
  const { replicas } = scale.spec;
  // The way back is tried before the way out.
  await cluster.patch(
    'scale',
    names.statefulSet,
    { spec: { replicas } },
    { dryRun: true },
  );
  const chain = await chainNow(config);
  const since = instant(around.now());
  return {
    format: 'nodeyard-snapshot-state/1',
    run: since.replace(/[-:]/g, ''),
    holder,
    phase: 'quiesce',
    phaseSince: since,
    startedAt,
    strategy: await strategyOf(config, cluster),
    stopped: { replicas, podUid: pod.metadata.uid, since },
    chain,
    durations: {
      candidate: Math.round(
        (Date.parse(since) - Date.parse(startedAt)) / 1_000,
      ),
    },
  };
}

export async function strategyOf(
  { strategy, volumeSnapshotClass }: RunConfig,
  cluster: Cluster,
): Promise<'csi' | 'direct'> {
  if (strategy === 'direct' || !volumeSnapshotClass) return 'direct';
  if (await cluster.serves('volumeSnapshot')) return 'csi';
  if (strategy === 'auto') return 'direct';
  throw refused(
    'csi-missing',
    'Strategy "csi" needs VolumeSnapshots, and this cluster has none: install the snapshot controller with its CustomResourceDefinitions (snapshot.storage.k8s.io/v1), or choose strategy "direct". The node was not touched.',
  );
}

/** @throws Stopped when the client does not answer, or does not show which genesis it has */
export async function chainNow({
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
      `${shownUrl(rpcUrl)} does not answer as an execution client: ${
        error instanceof Error ? error.message : error
      }. The node was not touched.`,
    );
  }
  if (!block)
    throw refused(
      'block-missing',
      `${shownUrl(
        rpcUrl,
      )} does not have its own head. The node was not touched.`,
    );
  const { chainId, clientVersion, genesisHash, genesisUnknown } = identity;
  if (genesisHash === undefined)
    throw refused(
      'genesis-unknown',
      `${shownUrl(
        rpcUrl,
      )} does not show which genesis it has: it does not give block 0 (${genesisUnknown}), and no fork ID of its eth_config follows from genesisHash ${
        network.genesisHash ?? '(not set)'
      } of ${network.name}. Deploy a release that answers eth_config${
        network.genesisHash ? '' : ', and set networkConfig.genesisHash'
      }. The node was not touched.`,
    );
  return {
    chainId,
    clientVersion: plainVersion(clientVersion),
    genesisHash,
    block,
  };
}
