import { join } from 'node:path';
import {
  canonicalJson,
  corrupt,
  ignoreUnexpectedFile,
  keys,
  type Manifest,
  MAX_INDEX_BYTES,
  MAX_MANIFEST_BYTES,
  readManifest,
  SnapshotError,
  STATE_FOLDER,
  type Store,
} from '@nodeyard/snapshot-store';
import { withTree } from '../files/tree';
import { decodeIndex } from '../format/chunkIndex';
import type { IndexSource } from '../store/chunkStream';
import { storeIndexes } from '../store/chunkStream';

const INDEXES = `${STATE_FOLDER}/indexes`;
const MANIFESTS = `${STATE_FOLDER}/manifests`;

/** Indexes from the datadir's local copies, else from the store. */
export function cachedIndexes(datadir: string, store: Store): IndexSource {
  const remote = storeIndexes(store);
  return async (digest, signal) => {
    const bytes = await indexBytes(datadir, digest);
    if (bytes) {
      try {
        return decodeIndex(digest, bytes);
      } catch (error) {
        if (!(error instanceof SnapshotError)) throw error;
      }
    }
    return remote(digest, signal);
  };
}

/** Indexes from the datadir's local copies only. */
export function localIndexes(datadir: string): IndexSource {
  return async digest => {
    const bytes = await indexBytes(datadir, digest);
    if (!bytes) {
      throw corrupt(
        'index-missing',
        `${join(datadir, indexPath(digest))} is missing.`,
      );
    }
    return decodeIndex(digest, bytes);
  };
}

/** @returns undefined if it is missing or damaged: then files are hashed instead */
export async function readLocalManifest(
  datadir: string,
  id: string,
  digest: string,
): Promise<Manifest | undefined> {
  const bytes = await ignoreUnexpectedFile(
    withTree(datadir, tree =>
      tree.read(manifestPath(digest), MAX_MANIFEST_BYTES),
    ),
  );
  try {
    return bytes && readManifest(id, bytes);
  } catch (error) {
    if (error instanceof SnapshotError) return undefined;
    throw error;
  }
}

/** Write local copies of manifest and indexes for the next delta restore. Not synced: damage is detected by digest, and costs only hashing. */
export async function writeLocalCopies(
  datadir: string,
  store: Store,
  manifest: Manifest,
  signal?: AbortSignal,
): Promise<void> {
  await withTree(datadir, async tree => {
    await tree.createFolder(INDEXES);
    await tree.createFolder(MANIFESTS);
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

/** Remove local copies that the marker does not reference. */
export async function removeOtherCopies(
  datadir: string,
  manifest: Manifest,
): Promise<void> {
  const needed = new Set([
    ...manifest.indexes.map(index => indexPath(index.digest)),
    manifestPath(manifest.digest),
  ]);
  await withTree(datadir, async tree => {
    for (const folder of [INDEXES, MANIFESTS]) {
      for (const { name } of (await tree.list(folder)) ?? []) {
        const path = `${folder}/${name}`;
        if (!needed.has(path)) await tree.remove(path);
      }
    }
  });
}

function indexBytes(
  datadir: string,
  digest: string,
): Promise<Buffer | undefined> {
  return ignoreUnexpectedFile(
    withTree(datadir, tree => tree.read(indexPath(digest), MAX_INDEX_BYTES)),
  );
}

function indexPath(digest: string): string {
  return `${INDEXES}/${digest}`;
}

function manifestPath(digest: string): string {
  return `${MANIFESTS}/${digest}.json`;
}
