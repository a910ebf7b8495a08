import { Stopped } from '../stopped';
import { ClusterError } from './cluster';
import { finishFailed } from './finish';
import { removed } from './objects';
import { Run } from './run';
import { Failure } from './state';
import { resume } from './steps/resume';

/** A node that we stopped is started again whatever happened. Once it runs, what may pass is left for the next start. */
export function mustUndo(run: Run, error: unknown): boolean {
  if (error instanceof Stopped && error.code === 'superseded') return false;
  if (run.state.stopped) return true;
  if (error instanceof ClusterError) return !error.passing;
  return (
    !(error instanceof Stopped) ||
    (error.kind !== 'cancelled' && error.kind !== 'store-unavailable')
  );
}

/** From here on there is only the way back, and nothing but another orchestrator ends it. */
export async function enterUndo(run: Run, error: unknown): Promise<void> {
  const { phase } = run.state;
  run.turnBack();
  if (phase === 'undo') {
    // Another one began it. That this one cannot write so does not keep the node stopped.
    run.around.log(`undo: ${failureOf(error).message}`);
    return;
  }
  const failure = { phase, ...failureOf(error) };
  try {
    await run.enter('undo', { failure });
  } catch (unwritten) {
    if (!(unwritten instanceof ClusterError)) throw unwritten;
    // The way back does not wait for a note about it.
    await resume(run);
    await run.enter('undo', { failure });
  }
}

/** As the state and `last.json` keep it. */
export function failureOf(error: unknown): Omit<Failure, 'phase'> {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof Stopped)
    return { kind: error.kind, code: error.code, message };
  if (!(error instanceof ClusterError))
    return { kind: 'refused', code: 'defect', message };
  return error.passing
    ? { kind: 'store-unavailable', code: 'api-unavailable', message }
    : { kind: 'refused', code: 'api-refused', message };
}

/** As well as it can be: the node is started whether or not its upload went. */
async function uploadRemoved(run: Run): Promise<void> {
  try {
    await removed(run, 'job', run.names.upload, 20);
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    run.around.log(`the upload was not removed: ${error.message}`);
  }
}

/** @throws Stopped, always: why the run failed */
export async function undone(run: Run): Promise<never> {
  const { failure } = run.state;
  if (!failure) throw new Error('nothing says why the run is to be undone');
  run.turnBack();
  // The upload of a node's own volume: read-only, but where a volume is for one pod the node could not start beside it.
  if (run.state.stopped) await uploadRemoved(run);
  await resume(run);
  await finishFailed(run);
  throw new Stopped(
    failure.kind,
    failure.code,
    `The snapshot was given up in phase ${failure.phase}, and the node runs again: ${failure.message}`,
  );
}
