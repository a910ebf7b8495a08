import {
  instant,
  type RunState,
  SnapshotError,
} from '@nodeyard/snapshot-store';
import { recordEvent } from './recordEvent';
import type { Cluster } from './cluster';
import { ClusterError } from './cluster';
import { usesVolumeSnapshot, type RunConfig } from './config';
import type { Run, RunContext } from './run';
import {
  setStopAnnotations,
  markedReplicas,
  salvageState,
  replicasToStart,
} from './stopAnnotations';
import { startNode } from './steps/resume';

/** Codes of missing objects of the chart, without which there is no run. */
const MISSING_OBJECT_CODES = [
  'lease-missing',
  'lease-gone',
  'state-missing',
  'state-gone',
];

export function isMissingObject(error: unknown): error is SnapshotError {
  return (
    error instanceof SnapshotError && MISSING_OBJECT_CODES.includes(error.code)
  );
}

interface RecoveryContext {
  config: RunConfig;
  cluster: Cluster;
  ctx: RunContext;
}

/**
 * Without the objects of the chart there can be no run. A node that an earlier run left stopped is started first, even without
 * the Lease: a concurrent holder would start the node as well.
 *
 * @throws SnapshotError, always: `error`
 */
export async function startNodeAndRethrow(
  error: unknown,
  { config, cluster, ctx }: RecoveryContext,
): Promise<never> {
  if (!isMissingObject(error)) throw error;
  const replicas = await replicasToStart(config, cluster);
  const isStarted =
    replicas !== undefined && (await startNode(config, cluster, ctx, replicas));
  const message = isStarted
    ? `${error.message} The node was left stopped by an earlier run, and was started.`
    : error.message;
  await recordEvent(config, cluster, {
    result: 'refused',
    message,
    endedAt: instant(ctx.now()),
  }).catch(unwritten => ctx.log(`no Event was written: ${unwritten.message}`));
  throw new SnapshotError(error.kind, error.code, message);
}

/** Without a stored run: the node may have been left stopped by a run whose state was deleted. */
export async function startAbandonedNode({
  config,
  cluster,
  ctx,
  names,
}: Run): Promise<void> {
  const replicas = await markedReplicas(cluster, names);
  if (replicas === undefined) return;
  if (await startNode(config, cluster, ctx, replicas)) {
    ctx.log(
      `candidate: the node was left stopped by a run whose state was deleted; it was scaled to ${replicas} again`,
    );
  }
  await setStopAnnotations(cluster, names, null, null);
}

/** The strategy that leaves the most objects, by this configuration. */
function likelyStrategy(config: RunConfig) {
  return usesVolumeSnapshot(config) ? 'csi' : 'direct';
}

/** Roll back a run whose state this version cannot read. */
export async function rollBackUnreadable(
  run: Run,
  { text, why }: { text: string; why: string },
): Promise<void> {
  const { config, cluster, holder, names } = run;
  const now = run.instant;
  const { stopped, phase, ...remains } = salvageState(text);
  const replicas = stopped?.replicas ?? (await markedReplicas(cluster, names));
  run.beginRollback();
  const state: RunState = {
    format: 'nodeyard-snapshot-state/1',
    run: remains.run,
    holder,
    phase: 'undo',
    phaseSince: now,
    startedAt: remains.startedAt ?? now,
    strategy: remains.strategy ?? likelyStrategy(config),
    stopped:
      replicas === undefined
        ? undefined
        : { replicas, podUid: 'unknown', since: stopped?.since ?? now },
    durations: {},
    failure: {
      phase,
      kind: 'refused',
      code: 'state-unreadable',
      message: `ConfigMap ${names.state} has a state.json that was written by another version of the orchestrator, or edited; this version cannot continue it (${why}). The next run of ${config.node} starts afresh.`,
    },
  };
  try {
    await run.save(state);
  } catch (unwritten) {
    // The node is started even if the state cannot be written.
    if (unwritten instanceof ClusterError && replicas !== undefined) {
      await startNode(config, cluster, run.ctx, replicas);
    }
    throw unwritten;
  }
}
