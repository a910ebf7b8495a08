import { claimant } from '../datadir/claim';
import { readDirty, readMarker } from '../datadir/marker';
import { refused, Stopped } from '../stopped';
import { Local } from './refusals';

const restoredMeanwhile = (datadir: string) =>
  refused(
    'restore-under-way',
    `Another delta-sync restored into ${datadir} meanwhile. Run this again.`,
  );

/**
 * What is known of why files changed while they were looked at, before a restore has a datadir to itself: another restore says that it is
 * at work by its claim, and that it was by its marks.
 *
 * @param found - the datadir as it was at the first look
 * @param error - returned as it is where no restore is known of: then some other process writes
 */
export async function whoChanged(
  found: Local,
  error: unknown,
): Promise<unknown> {
  if (!(error instanceof Stopped) || error.code !== 'datadir-changed')
    return error;
  const { datadir } = found;
  const other = await claimant(datadir);
  if (other !== undefined)
    return refused(
      'restore-under-way',
      `Another delta-sync (process ${other}) restores into ${datadir}. Wait until it has ended, then run this again.`,
    );
  return (await isUntouched(found)) ? error : restoredMeanwhile(datadir);
}

/** @throws Stopped `refused` when another restore was at work between the first look and the claim */
export async function assertUntouched(found: Local): Promise<void> {
  if (!(await isUntouched(found))) throw restoredMeanwhile(found.datadir);
}

async function isUntouched({
  datadir,
  marker,
  dirty,
}: Local): Promise<boolean> {
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
