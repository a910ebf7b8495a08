import { entryAt } from '../format/chunkIndex';
import { ChunkStream, indexesOf } from '../store/chunkStream';
import { Stopped } from '../stopped';
import { Store } from '../store/store';
import { KnownChunks } from '../workers/knownChunks';
import { Inventory, packTable } from './inventory';
import { PackNumbers } from './packNumbers';
import { Parent } from './parent';

/** Younger packs that nothing refers to are from a build that was killed; older ones may be swept while we build. */
const ADOPTED_WITHIN_MS = 12 * 3_600_000;
const TABLES_AT_ONCE = 8;

/** Every chunk that need not be stored again: the parent's, and those that a killed build left. */
export async function knownChunks(
  store: Store,
  parent: Parent | undefined,
  present: Inventory,
  packs: PackNumbers,
  now: number,
  signal?: AbortSignal,
): Promise<KnownChunks> {
  const referred = new Set<string>();
  const parentChunks = parent?.manifest.totals.chunks ?? 0;
  const young = [...present.packs].filter(
    ([, { modifiedAt }]) => now - modifiedAt < ADOPTED_WITHIN_MS,
  );
  // A pack of 4 MiB chunks has a handful of rows; more fit in than this leaves room for only with very small ones.
  const known = KnownChunks.for(parentChunks + young.length * 512);
  if (parent)
    await addParent(store, parent, present, packs, known, referred, signal);
  const orphans = young.filter(([digest]) => !referred.has(digest));
  for (let at = 0; at < orphans.length; at += TABLES_AT_ONCE) {
    const some = orphans.slice(at, at + TABLES_AT_ONCE);
    const tables = await Promise.all(
      some.map(([digest, { size }]) => packTable(store, digest, size, signal)),
    );
    tables.forEach((rows, n) =>
      rows.forEach(row => known.add({ ...row, pack: packs.of(some[n][0]) })),
    );
  }
  return known;
}

async function addParent(
  store: Store,
  { manifest }: Parent,
  present: Inventory,
  packs: PackNumbers,
  known: KnownChunks,
  referred: Set<string>,
  signal?: AbortSignal,
): Promise<void> {
  const stream = new ChunkStream(
    manifest.indexes,
    indexesOf(store),
    digest => {
      referred.add(digest);
      return packs.of(digest);
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
    // A damaged index costs its chunks being stored again, not the build.
    if (!(error instanceof Stopped) || error.kind !== 'corrupt') throw error;
  }
}
