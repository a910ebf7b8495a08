import { refused } from '../../stopped';
import { ensure, marked, volumeSnapshotSchema } from '../objects';
import { Run, Step } from '../run';
import { awaitUpload, ensureUpload } from './upload';
import { assertStillStopped } from './quiesce';

/** Take the datadir as it stands. */
export const capture: Step = run =>
  run.state.strategy === 'csi' ? cut(run) : uploadDirectly(run);

/**
 * Until the snapshot is cut, not until it is ready to use: from its `creationTime` on, what the node writes is no part of it
 * (CSI specification, CreateSnapshot), while providers that copy it elsewhere make it ready hours later.
 */
async function cut(run: Run): Promise<void> {
  const { names, config } = run;
  await ensure(run, 'volumeSnapshot', names.volumeSnapshot, () => ({
    apiVersion: 'snapshot.storage.k8s.io/v1',
    kind: 'VolumeSnapshot',
    metadata: { name: names.volumeSnapshot, ...marked(run) },
    spec: {
      volumeSnapshotClassName: config.volumeSnapshotClass,
      source: { persistentVolumeClaimName: config.claim },
    },
  }));
  await run.wait(
    `for VolumeSnapshot ${names.volumeSnapshot} to be cut`,
    'capture',
    async () => {
      const { status } = await volumeSnapshot(run);
      return status.creationTime || status.readyToUse ? true : undefined;
    },
  );
  await assertStillStopped(run);
}

/** @throws Stopped when it is gone or its provider reports an error */
export async function volumeSnapshot(run: Run) {
  const name = run.names.volumeSnapshot;
  const found = await run.cluster.read(
    'volumeSnapshot',
    name,
    volumeSnapshotSchema,
  );
  if (!found)
    throw refused(
      'capture-lost',
      `VolumeSnapshot ${name} was deleted before it was uploaded. The next run takes another.`,
    );
  if (found.status.error && !found.status.creationTime)
    throw refused(
      'capture-failed',
      `VolumeSnapshot ${name} failed: ${
        found.status.error.message ?? 'no reason given'
      }.`,
    );
  return found;
}

/** Neither begun nor used when the node has been started: its volume would be read while the node writes to it. */
async function uploadDirectly(run: Run): Promise<void> {
  await assertStillStopped(run);
  await ensureUpload(run, run.config.claim);
  await awaitUpload(run);
  await assertStillStopped(run);
}
