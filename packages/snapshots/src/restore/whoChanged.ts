import { lockHolder, otherRestoreError } from '../datadir/restoreLock';
import { readDirty, readMarker } from '../datadir/marker';
import { refused, SnapshotError } from '@nodeyard/snapshot-store';
import type { DatadirState } from './datadirState';

const restoredMeanwhile = (datadir: string) =>
  refused(
    'restore-under-way',
    `Another delta-sync restored into ${datadir} meanwhile. Run this again.`,
  );

/**
 * The cause of files that changed during a comparison, before a restore holds the lock: a running restore is known by its lock, and a
 * completed one by its marks.
 *
 * @param found - the datadir as it was inspected first
 * @param error - returned unchanged if no restore is known: then another process writes
 */
export async function whoChanged(
  found: DatadirState,
  error: unknown,
): Promise<unknown> {
  if (!(error instanceof SnapshotError) || error.code !== 'datadir-changed') {
    return error;
  }
  const { datadir } = found;
  const other = await lockHolder(datadir);
  if (other !== undefined) return otherRestoreError(datadir, other);
  return (await isUntouched(found)) ? error : restoredMeanwhile(datadir);
}

/** @throws SnapshotError `refused` if another restore took place between the inspection and the lock */
export async function assertUntouched(found: DatadirState): Promise<void> {
  if (!(await isUntouched(found))) throw restoredMeanwhile(found.datadir);
}

async function isUntouched({
  datadir,
  marker,
  dirty,
}: DatadirState): Promise<boolean> {
  const [markerNow, dirtyNow] = [
    await readMarker(datadir),
    await readDirty(datadir),
  ];
  return (
    markerNow?.digest === marker?.digest &&
    markerNow?.restoredAt === marker?.restoredAt &&
    JSON.stringify(dirtyNow) === JSON.stringify(dirty)
  );
}
