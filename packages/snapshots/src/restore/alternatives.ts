import { decodeIndex, entryAt, ENTRY_BYTES } from '../format/chunkIndex';
import { keys } from '../format/keys';
import { Stopped } from '../stopped';
import { loadManifest, snapshotIds } from '../store/snapshots';
import { Store } from '../store/store';
import { WantedChunk } from './fetches';

/**
 * Other places of chunks whose pack is damaged or gone: other snapshots may have stored the same chunk in another pack.
 *
 * @returns the chunks that have another place, with that place; the others are lost
 */
export async function otherPlaces(
  store: Store,
  failed: readonly WantedChunk[],
  packDigest: (pack: number) => string,
  packNumber: (digest: string) => number,
  signal?: AbortSignal,
): Promise<WantedChunk[]> {
  const lost = new Map<string, WantedChunk[]>();
  for (const chunk of failed) {
    const digest = chunk.digest.toString('hex');
    lost.set(digest, [...(lost.get(digest) ?? []), chunk]);
  }
  const found: WantedChunk[] = [];
  const bad = new Set(failed.map(chunk => packDigest(chunk.pack)));
  for await (const { packs, entries } of everyIndex(store, signal)) {
    for (let n = 0; n < entries.length / ENTRY_BYTES; n++) {
      const place = entryAt(entries, n);
      const digest = place.digest.toString('hex');
      const chunks = lost.get(digest);
      if (!chunks || bad.has(packs[place.pack])) continue;
      found.push(
        ...chunks.map(chunk => ({
          ...chunk,
          pack: packNumber(packs[place.pack]),
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

async function* everyIndex(store: Store, signal?: AbortSignal) {
  const seen = new Set<string>();
  for (const id of await snapshotIds(store, signal)) {
    const manifest = await orNothing(loadManifest(store, id, signal));
    for (const { digest } of manifest?.indexes ?? []) {
      if (seen.has(digest)) continue;
      seen.add(digest);
      const object = await orNothing(
        store.read(keys.index(digest), { signal }),
      );
      const index =
        object &&
        (await orNothing(
          Promise.resolve().then(() => decodeIndex(digest, object.bytes)),
        ));
      if (index) yield index;
    }
  }
}

async function orNothing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (
      error instanceof Stopped &&
      error.kind !== 'store-unavailable' &&
      error.kind !== 'cancelled'
    )
      return undefined;
    throw error;
  }
}
