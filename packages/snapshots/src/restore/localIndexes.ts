import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson } from '../format/canonicalJson';
import { decodeIndex } from '../format/chunkIndex';
import { keys } from '../format/keys';
import { Manifest } from '../format/manifest';
import { STATE_FOLDER } from '../format/paths';
import { readManifest } from '../format/readManifest';
import { corrupt, Stopped } from '../stopped';
import { IndexSource, indexesOf } from '../store/chunkStream';
import { orAbsent } from '../store/fileStore';
import { Store } from '../store/store';

/** Indexes from the datadir's own copies where it has them, else from the store. */
export function indexesNearby(datadir: string, store: Store): IndexSource {
  const remote = indexesOf(store);
  return async (digest, signal) => {
    const bytes = await orAbsent(readFile(indexPath(datadir, digest)));
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
    const bytes = await orAbsent(readFile(indexPath(datadir, digest)));
    if (!bytes)
      throw corrupt(
        'index-missing',
        `${indexPath(datadir, digest)} is missing.`,
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
  const bytes = await orAbsent(readFile(manifestPath(datadir, digest)));
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
  await mkdir(join(datadir, STATE_FOLDER, 'indexes'), { recursive: true });
  await mkdir(join(datadir, STATE_FOLDER, 'manifests'), { recursive: true });
  const present = new Set(
    await readdir(join(datadir, STATE_FOLDER, 'indexes')),
  );
  for (const { digest } of manifest.indexes) {
    if (present.has(digest)) continue;
    const found = await store.read(keys.index(digest), { signal });
    if (found) await writeFile(indexPath(datadir, digest), found.bytes);
  }
  await writeFile(
    manifestPath(datadir, manifest.digest),
    `${canonicalJson(manifest)}\n`,
  );
}

/** Remove what the marker does not refer to any more. */
export async function forgetOthers(
  datadir: string,
  manifest: Manifest,
): Promise<void> {
  const needed = new Set(manifest.indexes.map(index => index.digest));
  for (const name of await readdir(join(datadir, STATE_FOLDER, 'indexes'))) {
    if (!needed.has(name)) await rm(indexPath(datadir, name), { force: true });
  }
  for (const name of await readdir(join(datadir, STATE_FOLDER, 'manifests'))) {
    if (name !== `${manifest.digest}.json`)
      await rm(join(datadir, STATE_FOLDER, 'manifests', name), { force: true });
  }
}

function indexPath(datadir: string, digest: string): string {
  return join(datadir, STATE_FOLDER, 'indexes', digest);
}

function manifestPath(datadir: string, digest: string): string {
  return join(datadir, STATE_FOLDER, 'manifests', `${digest}.json`);
}
