import { join } from 'node:path';
import { orOdd } from '../files/regularFile';
import { withTree } from '../files/tree';
import { canonicalJson } from '../format/canonicalJson';
import { decodeIndex } from '../format/chunkIndex';
import { keys } from '../format/keys';
import { MAX_INDEX_BYTES, MAX_MANIFEST_BYTES } from '../format/limits';
import { Manifest } from '../format/manifest';
import { STATE_FOLDER } from '../format/paths';
import { readManifest } from '../format/readManifest';
import { corrupt, Stopped } from '../stopped';
import { IndexSource, indexesOf } from '../store/chunkStream';
import { Store } from '../store/store';

const INDEXES = `${STATE_FOLDER}/indexes`;
const MANIFESTS = `${STATE_FOLDER}/manifests`;

/** Indexes from the datadir's own copies where it has them, else from the store. */
export function indexesNearby(datadir: string, store: Store): IndexSource {
  const remote = indexesOf(store);
  return async (digest, signal) => {
    const bytes = await indexBytes(datadir, digest);
    if (bytes) {
      try {
        return decodeIndex(digest, bytes);
      } catch (error) {
        if (!(error instanceof Stopped)) throw error;
      }
    }
    return remote(digest, signal);
  };
}

/** Indexes from the datadir's own copies only. */
export function indexesHere(datadir: string): IndexSource {
  return async digest => {
    const bytes = await indexBytes(datadir, digest);
    if (!bytes)
      throw corrupt(
        'index-missing',
        `${join(datadir, indexPath(digest))} is missing.`,
      );
    return decodeIndex(digest, bytes);
  };
}

/** @returns undefined when there is none or it is damaged: then files are hashed instead */
export async function manifestHere(
  datadir: string,
  id: string,
  digest: string,
): Promise<Manifest | undefined> {
  const bytes = await orOdd(
    withTree(datadir, tree =>
      tree.read(manifestPath(digest), MAX_MANIFEST_BYTES),
    ),
  );
  try {
    return bytes && readManifest(id, bytes);
  } catch (error) {
    if (error instanceof Stopped) return undefined;
    throw error;
  }
}

/** Keep what the next delta compares with. Not synced: what is lost or damaged costs hashing, and is noticed by its digest. */
export async function keepHere(
  datadir: string,
  store: Store,
  manifest: Manifest,
  signal?: AbortSignal,
): Promise<void> {
  await withTree(datadir, async tree => {
    await tree.makeFolder(INDEXES);
    await tree.makeFolder(MANIFESTS);
    const present = new Set(
      (await tree.list(INDEXES))?.map(entry => entry.name),
    );
    for (const { digest } of manifest.indexes) {
      if (present.has(digest)) continue;
      const found = await store.read(keys.index(digest), { signal });
      if (found) await tree.write(indexPath(digest), found.bytes, false);
    }
    await tree.write(
      manifestPath(manifest.digest),
      `${canonicalJson(manifest)}\n`,
      false,
    );
  });
}

/** Remove what the marker does not refer to any more. */
export async function forgetOthers(
  datadir: string,
  manifest: Manifest,
): Promise<void> {
  const needed = new Set([
    ...manifest.indexes.map(index => indexPath(index.digest)),
    manifestPath(manifest.digest),
  ]);
  await withTree(datadir, async tree => {
    for (const folder of [INDEXES, MANIFESTS])
      for (const { name } of (await tree.list(folder)) ?? []) {
        const path = `${folder}/${name}`;
        if (!needed.has(path)) await tree.remove(path);
      }
  });
}

function indexBytes(
  datadir: string,
  digest: string,
): Promise<Buffer | undefined> {
  return orOdd(
    withTree(datadir, tree => tree.read(indexPath(digest), MAX_INDEX_BYTES)),
  );
}

function indexPath(digest: string): string {
  return `${INDEXES}/${digest}`;
}

function manifestPath(digest: string): string {
  return `${MANIFESTS}/${digest}.json`;
}
