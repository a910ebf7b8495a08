import {
  type Failure,
  messageOf,
  SnapshotError,
} from '@nodeyard/snapshot-store';
import { ClusterError } from './cluster';
import { concludeFailed } from './finish';
import { deleteAndWait } from './objects';
import type { Run } from './run';
import { resume } from './steps/resume';

/** A stopped node is always started again. Once it runs, transient failures are left to the next start. */
export function mustRollBack(run: Run, error: unknown): boolean {
  if (error instanceof SnapshotError && error.code === 'superseded') {
    return false;
  }
  if (run.state.stopped) return true;
  if (error instanceof ClusterError) return !error.isRetryable;
  return (
    !(error instanceof SnapshotError) ||
    (error.kind !== 'cancelled' && error.kind !== 'store-unavailable')
  );
}

/** Begin the rollback, which only another orchestrator can interrupt. */
export async function enterRollback(run: Run, error: unknown): Promise<void> {
  const { phase } = run.state;
  run.beginRollback();
  if (phase === 'undo') {
    // Another orchestrator began it. The node is started even if this state cannot be written.
    run.ctx.log(`undo: ${toFailure(error).message}`);
    return;
  }
  const failure = { phase, ...toFailure(error) };
  try {
    await run.enterPhase('undo', { failure });
  } catch (unwritten) {
    if (!(unwritten instanceof ClusterError)) throw unwritten;
    // The node is started even if the state cannot be written.
    await resume(run);
    await run.enterPhase('undo', { failure });
  }
}

/** The failure for the state and for `last.json`. */
export function toFailure(error: unknown): Omit<Failure, 'phase'> {
  const message = messageOf(error);
  if (error instanceof SnapshotError) {
    return { kind: error.kind, code: error.code, message };
  }
  if (!(error instanceof ClusterError)) {
    return { kind: 'refused', code: 'defect', message };
  }
  return error.isRetryable
    ? { kind: 'store-unavailable', code: 'api-unavailable', message }
    : { kind: 'refused', code: 'api-refused', message };
}

/** Best effort: the node is started in any case. */
async function removeUpload(run: Run): Promise<void> {
  try {
    await deleteAndWait(run, 'job', run.names.upload, 20);
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    run.ctx.log(`the upload Job was not deleted: ${error.message}`);
  }
}

/** @throws SnapshotError, always: the failure of the run */
export async function rollBack(run: Run): Promise<never> {
  const { failure } = run.state;
  if (!failure) throw new Error('a rollback without a failure');
  run.beginRollback();
  // A `direct` upload uses the node's own volume: with ReadWriteOncePod the node could not start beside it.
  if (run.state.stopped) await removeUpload(run);
  await resume(run);
  await concludeFailed(run);
  throw new SnapshotError(
    failure.kind,
    failure.code,
    `The run failed in phase ${failure.phase}, and the node runs again: ${failure.message}`,
  );
}
