import { instant } from '../format/documents';
import { ClusterError } from './cluster';
import { keepLast } from './finish';
import { assertRemoved, podSchema, scaleSchema } from './objects';
import { isMissing, startForgotten, undoUnreadable } from './rescue';
import { Run } from './run';
import { STATE_KEY } from './state';
import {
  awaitCandidate,
  firstState,
  stepAside,
  strategyOf,
} from './steps/begin';
import { failureOf } from './undo';

/** Bring it about that there is a run to carry on: the one that another orchestrator left, or a new one. */
export async function prepare(
  run: Run,
  once: boolean,
  startedMs: number,
): Promise<void> {
  if (await hasToGoOn(run)) return;
  try {
    await begin(run, once, startedMs);
  } catch (error) {
    await keepRefusal(run, error);
    throw error;
  }
}

/** @returns false when there is no run to go on with, or none that has touched the node */
async function hasToGoOn(run: Run): Promise<boolean> {
  const { state, unreadable } = run.map.kept;
  if (unreadable) {
    await undoUnreadable(run, unreadable);
    return true;
  }
  if (!state) return false;
  const { phase, holder } = state;
  const untouched = await isUntouched(run).catch(error => {
    // Where that may not be seen, going on ends by starting the node.
    if (error instanceof ClusterError && !error.passing) return false;
    throw error;
  });
  if (untouched) {
    run.around.log(`${phase}: ${holder} did not come to stopping the node`);
    await run.map.write({ [STATE_KEY]: null });
    return false;
  }
  run.around.log(`${phase}: going on with the run that ${holder} left`);
  return true;
}

/** Whether the pod that was to be stopped still runs, and nobody has asked it to stop. */
async function isUntouched({ state, cluster, names }: Run): Promise<boolean> {
  const { phase, stopped } = state;
  if (phase !== 'quiesce' || stopped?.exitCode !== undefined) return false;
  const [scale, pod] = await Promise.all([
    cluster.read('scale', names.statefulSet, scaleSchema),
    cluster.read('pod', names.pod, podSchema),
  ]);
  return (
    scale !== undefined &&
    scale.spec.replicas > 0 &&
    pod?.metadata.uid === stopped?.podUid &&
    pod?.metadata.deletionTimestamp === undefined
  );
}

async function begin(
  run: Run,
  once: boolean,
  startedMs: number,
): Promise<void> {
  const { config, cluster, around, names, holder } = run;
  const beginning = { config, cluster, around, once };
  around.log('candidate');
  await startForgotten(run);
  await awaitCandidate(beginning);
  await stepAside(beginning);
  await awaitCandidate(beginning);
  // Not while the node stands still.
  for (const job of [names.upload, names.verify])
    await assertRemoved(run, 'job', job);
  if ((await strategyOf(config, cluster)) === 'csi') {
    await assertRemoved(run, 'claim', names.clone);
    await assertRemoved(run, 'volumeSnapshot', names.volumeSnapshot);
  }
  await run.save(await firstState(beginning, holder, instant(startedMs)));
  around.log('quiesce');
}

/**
 * What trying again does not change is kept where people and alerts look; for the rest, its Job starts it again. So it does
 * after a defect, and where something is missing there is nothing to keep it in.
 */
async function keepRefusal(run: Run, error: unknown): Promise<void> {
  const { kind, code, message } = failureOf(error);
  if (kind !== 'refused' || code === 'defect' || isMissing(error)) return;
  await keepLast(run, {
    result: code === 'not-a-candidate' ? 'skipped' : kind,
    code,
    message,
    endedAt: run.instant,
  }).catch(unwritten =>
    run.around.log(`how it ended was not kept: ${unwritten.message}`),
  );
}
