import { ensureObject, runMetadata } from '../objects';
import type { Run, Step } from '../run';
import { waitForUpload, ensureUpload } from './upload';
import { assertStillStopped } from './quiesce';
import { readVolumeSnapshot } from './volumeSnapshot';

/** Capture the datadir while the node is stopped. */
export const capture: Step = run =>
  run.state.strategy === 'csi'
    ? createVolumeSnapshot(run)
    : uploadDirectly(run);

/**
 * Waits for the `creationTime` only: from then on, writes of the node are not part of the snapshot (CSI specification,
 * CreateSnapshot), while providers that copy it elsewhere report `readyToUse` hours later.
 */
async function createVolumeSnapshot(run: Run): Promise<void> {
  const { names, config } = run;
  await ensureObject(run, 'volumeSnapshot', names.volumeSnapshot, () => ({
    apiVersion: 'snapshot.storage.k8s.io/v1',
    kind: 'VolumeSnapshot',
    metadata: { name: names.volumeSnapshot, ...runMetadata(run) },
    spec: {
      volumeSnapshotClassName: config.volumeSnapshotClass,
      source: { persistentVolumeClaimName: config.claim },
    },
  }));
  await run.wait(
    `for the creation time of VolumeSnapshot ${names.volumeSnapshot}`,
    'capture',
    async () => {
      const { status } = await readVolumeSnapshot(run);
      return status.creationTime || status.readyToUse ? true : undefined;
    },
  );
  await assertStillStopped(run);
}

/** Neither started nor used if the node was started meanwhile: the volume would be read while the node writes to it. */
async function uploadDirectly(run: Run): Promise<void> {
  await assertStillStopped(run);
  await ensureUpload(run, run.config.claim);
  await waitForUpload(run);
  await assertStillStopped(run);
}
