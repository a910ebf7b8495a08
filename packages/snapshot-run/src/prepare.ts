import { instant, STATE_KEY } from '@nodeyard/snapshot-store';
import { ClusterError } from './cluster';
import { recordLastRun } from './finish';
import { deleteLeftover, podSchema, scaleSchema } from './objects';
import {
  isMissingObject,
  startAbandonedNode,
  rollBackUnreadable,
} from './recovery';
import type { Run } from './run';
import {
  waitForCandidate,
  createState,
  waitJitter,
  resolveStrategy,
} from './steps/start';
import { toFailure } from './rollback';

/** Ensure that there is a run to continue: that of an earlier orchestrator, or a new one. */
export async function prepare(
  run: Run,
  noWait: boolean,
  startedMs: number,
): Promise<void> {
  if (await resumeExistingRun(run)) return;
  try {
    await startNewRun(run, noWait, startedMs);
  } catch (error) {
    await recordRefusal(run, error);
    throw error;
  }
}

/** @returns false if there is no run to continue, or none that has touched the node */
async function resumeExistingRun(run: Run): Promise<boolean> {
  const { state, unreadable } = run.map.stored;
  if (unreadable) {
    await rollBackUnreadable(run, unreadable);
    return true;
  }
  if (!state) return false;
  const { phase, holder } = state;
  const untouched = await isNodeUntouched(run).catch(error => {
    // If that may not be read, continuing the run starts the node in the end.
    if (error instanceof ClusterError && !error.isRetryable) return false;
    throw error;
  });
  if (untouched) {
    run.ctx.log(`${phase}: ${holder} ended before it stopped the node`);
    await run.map.write({ [STATE_KEY]: null });
    return false;
  }
  run.ctx.log(`${phase}: continuing the run of ${holder}`);
  return true;
}

/** Whether the pod to stop still runs, and is not terminating. */
async function isNodeUntouched({
  state,
  cluster,
  names,
}: Run): Promise<boolean> {
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

async function startNewRun(
  run: Run,
  noWait: boolean,
  startedMs: number,
): Promise<void> {
  const { config, cluster, ctx, names, holder } = run;
  const options = { config, cluster, ctx, noWait };
  ctx.log('candidate');
  await startAbandonedNode(run);
  await waitForCandidate(options);
  await waitJitter(options);
  await waitForCandidate(options);
  // Before the node is stopped.
  for (const job of [names.upload, names.verify]) {
    await deleteLeftover(run, 'job', job);
  }
  if ((await resolveStrategy(config, cluster)) === 'csi') {
    await deleteLeftover(run, 'claim', names.clone);
    await deleteLeftover(run, 'volumeSnapshot', names.volumeSnapshot);
  }
  await run.save(await createState(options, holder, instant(startedMs)));
  ctx.log('quiesce');
}

/**
 * Permanent refusals are recorded in `last.json`. After transient failures and defects the Job is retried, and if an object of
 * the chart is missing there is no place to record it.
 */
async function recordRefusal(run: Run, error: unknown): Promise<void> {
  const { kind, code, message } = toFailure(error);
  if (kind !== 'refused' || code === 'defect' || isMissingObject(error)) return;
  await recordLastRun(run, {
    result: code === 'not-a-candidate' ? 'skipped' : kind,
    code,
    message,
    endedAt: run.instant,
  }).catch(unwritten =>
    run.ctx.log(`the end of the run was not recorded: ${unwritten.message}`),
  );
}
