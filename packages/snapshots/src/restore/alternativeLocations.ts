import { decodeIndex, entryAt, ENTRY_BYTES } from '../format/chunkIndex';
import {
  keys,
  loadManifest,
  SnapshotError,
  snapshotIds,
  type Store,
} from '@nodeyard/snapshot-store';
import type { MissingChunk } from './chunkFetcher';

/**
 * Alternative locations of chunks whose pack is damaged or missing: another snapshot may have the same chunk in another pack.
 *
 * @returns the chunks that have one, with that location; all others are lost
 */
export async function findAlternativeLocations(
  store: Store,
  failed: readonly MissingChunk[],
  packDigest: (pack: number) => string,
  packNumber: (digest: string) => number,
  signal?: AbortSignal,
): Promise<MissingChunk[]> {
  const lost = new Map<string, MissingChunk[]>();
  for (const chunk of failed) {
    const digest = chunk.digest.toString('hex');
    lost.set(digest, [...(lost.get(digest) ?? []), chunk]);
  }
  const found: MissingChunk[] = [];
  const bad = new Set(failed.map(chunk => packDigest(chunk.pack)));
  for await (const { packs, entries } of allIndexes(store, signal)) {
    for (let n = 0; n < entries.length / ENTRY_BYTES; n++) {
      const place = entryAt(entries, n);
      const digest = place.digest.toString('hex');
      const chunks = lost.get(digest);
      const pack = packs[place.pack];
      if (!chunks || pack === undefined || bad.has(pack)) continue;
      found.push(
        ...chunks.map(chunk => ({
          ...chunk,
          pack: packNumber(pack),
          offset: place.offset,
          stored: place.stored,
        })),
      );
      lost.delete(digest);
    }
    if (lost.size === 0) break;
  }
  return found;
}

async function* allIndexes(store: Store, signal?: AbortSignal) {
  const seen = new Set<string>();
  for (const id of await snapshotIds(store, signal)) {
    const manifest = await ignoreDamaged(loadManifest(store, id, signal));
    for (const { digest } of manifest?.indexes ?? []) {
      if (seen.has(digest)) continue;
      seen.add(digest);
      const object = await ignoreDamaged(
        store.read(keys.index(digest), { signal }),
      );
      const index =
        object &&
        (await ignoreDamaged(
          Promise.resolve().then(() => decodeIndex(digest, object.bytes)),
        ));
      if (index) yield index;
    }
  }
}

async function ignoreDamaged<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (
      error instanceof SnapshotError &&
      error.kind !== 'store-unavailable' &&
      error.kind !== 'cancelled'
    ) {
      return undefined;
    }
    throw error;
  }
}
