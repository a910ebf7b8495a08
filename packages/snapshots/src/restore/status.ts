import { readDirty, readMarker } from '../datadir/marker';

/** What a datadir is, as these tools know it. @public */
export type DatadirStatus =
  | { state: 'unknown' }
  | {
      state: 'restored';
      snapshot: string;
      network: string;
      client: string;
      block: number;
      restoredAt: string;
    }
  /** Between two states: no node may start on it. */
  | { state: 'dirty'; snapshot: string | null; since: string | null };

/** @public */
export async function datadirStatus(datadir: string): Promise<DatadirStatus> {
  const dirty = await readDirty(datadir);
  if (dirty === 'unreadable')
    return { state: 'dirty', snapshot: null, since: null };
  if (dirty)
    return { state: 'dirty', snapshot: dirty.snapshot, since: dirty.since };
  const marker = await readMarker(datadir);
  if (!marker) return { state: 'unknown' };
  const { snapshot, network, client, block, restoredAt } = marker;
  return { state: 'restored', snapshot, network, client, block, restoredAt };
}
