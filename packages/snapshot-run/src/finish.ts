import {
  LAST_RUN_KEY,
  type LastRun,
  SnapshotError,
  STATE_KEY,
} from '@nodeyard/snapshot-store';
import { recordEvent } from './recordEvent';
import { ClusterError } from './cluster';
import type { RunEnd } from './runSummary';
import { toLastRun } from './runSummary';
import { deleteAndWait } from './objects';
import type { Run } from './run';
import { readSnapshot } from './steps/publish';
import { readJobResult } from './steps/upload';

/** End a run whose phases have all completed. */
export async function completeRun(run: Run): Promise<LastRun> {
  await cleanUp(run);
  const snapshot = await readSnapshot(run).catch(ignorePruned);
  const down = `The node was stopped for ${run.state.downtimeSeconds ?? 0} s.`;
  if (!snapshot) {
    const message = `Snapshot ${run.state.snapshot} was published, and removed again: other nodes have published newer ones meanwhile, and the retention keeps no more. ${down}`;
    return conclude(run, { result: 'done', message });
  }
  const { block, totals, id } = snapshot;
  const message = `Snapshot ${id} of block ${block.number} is published: ${totals.bytes} bytes, ${totals.newBytes} of them new, verified by boot. ${down}`;
  return conclude(run, { result: 'done', message, snapshot });
}

/** The snapshot of a run that took hours may have been pruned already. */
function ignorePruned(error: unknown): undefined {
  if (error instanceof SnapshotError && error.code === 'snapshot-missing') {
    return;
  }
  throw error;
}

/** End a run that was rolled back. */
export async function concludeFailed(run: Run): Promise<LastRun> {
  await cleanUp(run);
  const { failure } = run.state;
  if (!failure) throw new Error('rolled back without a failure');
  const { kind, code, phase, message } = failure;
  const where = `The run failed in phase ${phase}: ${message}`;
  return conclude(run, { result: kind, code, message: where });
}

async function conclude(
  run: Run,
  ending: Pick<RunEnd, 'result' | 'code' | 'message' | 'snapshot'>,
): Promise<LastRun> {
  const { state } = run;
  const { phase, phaseSince } = state;
  const durations =
    phase === 'undo'
      ? state.durations
      : { ...state.durations, [phase]: run.secondsSince(phaseSince) };
  return recordLastRun(run, {
    ...ending,
    endedAt: run.instant,
    state: { ...state, durations },
  });
}

/** Remove the state and record `last.json` in one write. */
export async function recordLastRun(
  run: Run,
  ending: RunEnd,
): Promise<LastRun> {
  const last = toLastRun(run.config, ending, run.map.value(LAST_RUN_KEY));
  await run.map.write({
    [STATE_KEY]: null,
    [LAST_RUN_KEY]: JSON.stringify(last),
  });
  // The run has ended: failures to report it must not fail the Job.
  await run
    .onEnd(last)
    .catch(error => run.ctx.log(`no metrics were written: ${error.message}`));
  await recordEvent(run.config, run.cluster, last).catch(error =>
    run.ctx.log(`no Event was written: ${error.message}`),
  );
  return last;
}

/**
 * Delete the objects of the run. Failed Jobs are kept for their logs until the next run; the other Jobs are deleted first,
 * because the pod of a completed Job still uses its volume.
 */
async function cleanUp(run: Run): Promise<void> {
  const { names, cluster } = run;
  try {
    for (const job of [names.upload, names.verify]) {
      const end = await readJobResult(run, job).catch(() => undefined);
      if (end?.message === undefined) await deleteAndWait(run, 'job', job, 20);
    }
    if (run.state.strategy === 'direct') return;
    await cluster.remove('claim', names.clone);
    await cluster.remove('volumeSnapshot', names.volumeSnapshot);
  } catch (error) {
    // Left-over objects are deleted by the next run.
    if (!(error instanceof ClusterError)) throw error;
    run.ctx.log(
      `could not delete all of ${names.upload}, ${names.verify}, ${names.clone} and VolumeSnapshot ${names.volumeSnapshot}: ${error.message}`,
    );
  }
}
