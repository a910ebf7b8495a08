import { instant } from '../format/documents';
import { Stopped } from '../stopped';
import { announce } from './announce';
import { Cluster, ClusterError } from './cluster';
import { RunConfig } from './config';
import { Run, Surroundings } from './run';
import { mark, markedReplicas, remainsOf, replicasToStart } from './standstill';
import { RunState } from './state';
import { start } from './steps/resume';

/** There is no run without what the chart renders. */
const MISSING = ['lease-missing', 'lease-gone', 'state-missing', 'state-gone'];

export function isMissing(error: unknown): error is Stopped {
  return error instanceof Stopped && MISSING.includes(error.code);
}

interface Place {
  config: RunConfig;
  cluster: Cluster;
  around: Surroundings;
}

/**
 * When something that the chart renders is gone, there can be no run. A node that stands still for an earlier one is started
 * first, also without the Lease: whoever may have held it starts the node as well when it sees that.
 *
 * @throws Stopped, always: `error`
 */
export async function refusedWithNodeStarted(
  error: unknown,
  { config, cluster, around }: Place,
): Promise<never> {
  if (!isMissing(error)) throw error;
  const replicas = await replicasToStart(config, cluster);
  const isStarted =
    replicas !== undefined && (await start(config, cluster, around, replicas));
  const message = isStarted
    ? `${error.message} The node stood still for an earlier run, and was started.`
    : error.message;
  await announce(config, cluster, {
    result: 'refused',
    message,
    endedAt: instant(around.now()),
  }).catch(unwritten =>
    around.log(`no Event was written: ${unwritten.message}`),
  );
  throw new Stopped(error.kind, error.code, message);
}

/** No run is under way: whoever removed its state may have left the node stopped. */
export async function startForgotten({
  config,
  cluster,
  around,
  names,
}: Run): Promise<void> {
  const replicas = await markedReplicas(cluster, names);
  if (replicas === undefined) return;
  if (await start(config, cluster, around, replicas))
    around.log(
      `candidate: the node stood still for a run whose state is gone; it was scaled to ${replicas} again`,
    );
  await mark(cluster, names, null, null);
}

/** What a run by this configuration would leave behind, at most. */
function likelyStrategy({ strategy, volumeSnapshotClass }: RunConfig) {
  return strategy !== 'direct' && volumeSnapshotClass ? 'csi' : 'direct';
}

/** A state that this version cannot go on from is undone: from here on, the run is one that has failed. */
export async function undoUnreadable(
  run: Run,
  { text, why }: { text: string; why: string },
): Promise<void> {
  const { config, cluster, holder, names } = run;
  const now = run.instant;
  const { stopped, phase, ...remains } = remainsOf(text);
  const replicas = stopped?.replicas ?? (await markedReplicas(cluster, names));
  run.turnBack();
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
      message: `ConfigMap ${names.state} has a state.json that another version of the orchestrator wrote, or somebody by hand; this one cannot go on from it (${why}). The next run of ${config.node} begins anew.`,
    },
  };
  try {
    await run.save(state);
  } catch (unwritten) {
    // The way back does not wait for a note about it.
    if (unwritten instanceof ClusterError && replicas !== undefined)
      await start(config, cluster, run.around, replicas);
    throw unwritten;
  }
}
