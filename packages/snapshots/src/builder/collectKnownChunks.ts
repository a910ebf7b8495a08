import { entryAt } from '../format/chunkIndex';
import { ChunkStream, storeIndexes } from '../store/chunkStream';
import { SnapshotError, type Store } from '@nodeyard/snapshot-store';
import { KnownChunks } from '../workers/knownChunks';
import type { Inventory } from './inventory';
import { readPackTable } from './inventory';
import type { PackNumbers } from './packNumbers';
import type { Parent } from './parent';

/** Younger unreferenced packs belong to a killed build; older ones may be swept during this build. */
const ADOPTION_MAX_AGE_MS = 12 * 3_600_000;
const MAX_CONCURRENT_TABLES = 8;

/** All chunks that need not be stored again: those of the parent and of killed builds. */
export async function collectKnownChunks(
  store: Store,
  parent: Parent | undefined,
  present: Inventory,
  packs: PackNumbers,
  now: number,
  signal?: AbortSignal,
): Promise<KnownChunks> {
  const referenced = new Set<string>();
  const parentChunks = parent?.manifest.totals.chunks ?? 0;
  const young = [...present.packs].filter(
    ([, { modifiedAt }]) => now - modifiedAt < ADOPTION_MAX_AGE_MS,
  );
  // A pack of 4 MiB chunks has a handful of rows; only packs of very small chunks have more than this.
  const known = KnownChunks.for(parentChunks + young.length * 512);
  if (parent) {
    await addParentChunks(
      store,
      parent,
      present,
      packs,
      known,
      referenced,
      signal,
    );
  }
  const orphans = young.filter(([digest]) => !referenced.has(digest));
  for (let at = 0; at < orphans.length; at += MAX_CONCURRENT_TABLES) {
    const some = orphans.slice(at, at + MAX_CONCURRENT_TABLES);
    const tables = await Promise.all(
      some.map(async ([digest, { size }]) => ({
        digest,
        rows: await readPackTable(store, digest, size, signal),
      })),
    );
    for (const { digest, rows } of tables) {
      for (const row of rows) {
        known.add({ ...row, pack: packs.numberOf(digest) });
      }
    }
  }
  return known;
}

async function addParentChunks(
  store: Store,
  { manifest }: Parent,
  present: Inventory,
  packs: PackNumbers,
  known: KnownChunks,
  referenced: Set<string>,
  signal?: AbortSignal,
): Promise<void> {
  const stream = new ChunkStream(
    manifest.indexes,
    storeIndexes(store),
    digest => {
      referenced.add(digest);
      return packs.numberOf(digest);
    },
    signal,
  );
  try {
    for (const { entries: count } of manifest.indexes) {
      const entries = await stream.take(count);
      for (let n = 0; n < count; n++) {
        const place = entryAt(entries, n);
        if (present.packs.has(packs.digest(place.pack) ?? '')) known.add(place);
      }
    }
  } catch (error) {
    // The chunks of a damaged index are stored again; the build continues.
    if (!(error instanceof SnapshotError) || error.kind !== 'corrupt') {
      throw error;
    }
  }
}
