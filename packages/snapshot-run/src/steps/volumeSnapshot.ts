import { refused } from '@nodeyard/snapshot-store';
import { volumeSnapshotSchema } from '../objects';
import type { Run } from '../run';

/** @throws SnapshotError if it was deleted, or its driver reports an error */
export async function readVolumeSnapshot(run: Run) {
  const name = run.names.volumeSnapshot;
  const found = await run.cluster.read(
    'volumeSnapshot',
    name,
    volumeSnapshotSchema,
  );
  if (!found) {
    throw refused(
      'capture-lost',
      `VolumeSnapshot ${name} was deleted before it was uploaded. The next run takes another.`,
    );
  }
  if (found.status.error && !found.status.creationTime) {
    throw refused(
      'capture-failed',
      `VolumeSnapshot ${name} failed: ${
        found.status.error.message ?? 'no reason given'
      }.`,
    );
  }
  return found;
}
