import { Stopped } from '../stopped';
import { announce } from './announce';
import { ClusterError } from './cluster';
import { Ending, lastRun } from './figures';
import { LAST_RUN_KEY, LastRun } from './lastRun';
import { removed } from './objects';
import { Run } from './run';
import { STATE_KEY } from './state';
import { snapshotOf } from './steps/inStore';
import { jobEnd } from './steps/upload';

/** All phases have ended: the snapshot is published. */
export async function finish(run: Run): Promise<LastRun> {
  await tidy(run);
  const snapshot = await snapshotOf(run).catch(outrun);
  const down = `The node was stopped for ${run.state.downtimeSeconds ?? 0} s.`;
  if (!snapshot) {
    const message = `Snapshot ${run.state.snapshot} was published, and removed again: other nodes have published newer ones meanwhile, and the retention keeps no more. ${down}`;
    return conclude(run, { result: 'done', message });
  }
  const { block, totals, id } = snapshot;
  const message = `Snapshot ${id} of block ${block.number} is published: ${totals.bytes} bytes, ${totals.newBytes} of them new, verified by boot. ${down}`;
  return conclude(run, { result: 'done', message, snapshot });
}

/** A run that took hours may find, and prune, its own snapshot as an old one. */
function outrun(error: unknown): undefined {
  if (error instanceof Stopped && error.code === 'snapshot-missing') return;
  throw error;
}

/** The node runs again, as far as that can be brought about; say why there is no snapshot. */
export async function finishFailed(run: Run): Promise<LastRun> {
  await tidy(run);
  const { failure } = run.state;
  if (!failure) throw new Error('undone without a failure');
  const { kind, code, phase, message } = failure;
  const where = `The snapshot was given up in phase ${phase}: ${message}`;
  return conclude(run, { result: kind, code, message: where });
}

async function conclude(
  run: Run,
  ending: Pick<Ending, 'result' | 'code' | 'message' | 'snapshot'>,
): Promise<LastRun> {
  const { state } = run;
  const { phase, phaseSince } = state;
  const durations =
    phase === 'undo'
      ? state.durations
      : { ...state.durations, [phase]: run.secondsSince(phaseSince) };
  return keepLast(run, {
    ...ending,
    endedAt: run.instant,
    state: { ...state, durations },
  });
}

/** One write ends the run and keeps its figures. */
export async function keepLast(run: Run, ending: Ending): Promise<LastRun> {
  const last = lastRun(ending, run.map.value(LAST_RUN_KEY));
  await run.map.write({
    [STATE_KEY]: null,
    [LAST_RUN_KEY]: JSON.stringify(last),
  });
  // It has ended, and is not to be repeated because somebody cannot be told.
  await run
    .onEnd(last)
    .catch(error =>
      run.around.log(`no figures were written: ${error.message}`),
    );
  await announce(run.config, run.cluster, last).catch(error =>
    run.around.log(`no Event was written: ${error.message}`),
  );
  return last;
}

/**
 * Remove what the run made. Jobs that failed stay, for their logs, until the next run; all others go first, because the pod of
 * an ended Job still holds its volume.
 */
async function tidy(run: Run): Promise<void> {
  const { names, cluster } = run;
  try {
    for (const job of [names.upload, names.verify]) {
      const end = await jobEnd(run, job).catch(() => undefined);
      if (end?.message === undefined) await removed(run, 'job', job, 20);
    }
    if (run.state.strategy === 'direct') return;
    await cluster.remove('claim', names.clone);
    await cluster.remove('volumeSnapshot', names.volumeSnapshot);
  } catch (error) {
    // What is left takes room, and the next run removes it.
    if (!(error instanceof ClusterError)) throw error;
    run.around.log(
      `not everything of ${names.upload}, ${names.verify}, ${names.clone} and VolumeSnapshot ${names.volumeSnapshot} was removed: ${error.message}`,
    );
  }
}
