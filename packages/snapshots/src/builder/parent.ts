import type { LocalFile } from '../datadir/walk';
import { minIndexBytes } from '../format/chunkIndex';
import {
  type ChainFacts,
  loadManifest,
  type Manifest,
  type ManifestFile,
  SnapshotError,
  snapshotIds,
  type Store,
  timeOf,
} from '@nodeyard/snapshot-store';
import type { Inventory } from './inventory';

/** The snapshot whose unchanged chunks a build reuses. */
export class Parent {
  private readonly byPath: Map<string, ManifestFile>;

  constructor(readonly id: string, readonly manifest: Manifest) {
    this.byPath = new Map(manifest.files.map(file => [file.path, file]));
  }

  file(path: string): ManifestFile | undefined {
    return this.byPath.get(path);
  }

  isUnchanged(file: LocalFile): boolean {
    const before = this.byPath.get(file.path);
    return (
      before !== undefined &&
      before.size === file.size &&
      before.mtime === String(file.mtime) &&
      before.source === fileIdentity(file)
    );
  }
}

/** Identity of a file that, with size and mtime, detects changes. */
export function fileIdentity(file: LocalFile): string {
  return `${file.inode}:${file.ctime}`;
}

/**
 * The newest snapshot of the same chain with a valid manifest and all indexes.
 *
 * Damaged ones are skipped: their chunks are then read and stored again.
 *
 * @returns also the newer snapshots that are damaged and cannot be restored
 */
export async function findParent(
  store: Store,
  facts: ChainFacts,
  present: Inventory,
  signal?: AbortSignal,
): Promise<{ parent?: Parent; broken: string[] }> {
  const broken: string[] = [];
  const ids = await snapshotIds(store, signal);
  for (const id of ids.sort((a, b) => (timeOf(a) < timeOf(b) ? 1 : -1))) {
    const manifest = await tryLoadManifest(store, id, signal);
    if (manifest && manifest.genesisHash !== facts.genesisHash) continue;
    if (manifest?.indexes.every(index => isComplete(index, present))) {
      return { parent: new Parent(id, manifest), broken };
    }
    broken.push(id);
  }
  return { broken };
}

/** By the listed size. */
function isComplete(
  { digest, entries }: Manifest['indexes'][number],
  present: Inventory,
): boolean {
  return (present.indexes.get(digest) ?? 0) >= minIndexBytes(entries);
}

async function tryLoadManifest(
  store: Store,
  id: string,
  signal?: AbortSignal,
): Promise<Manifest | undefined> {
  try {
    return await loadManifest(store, id, signal);
  } catch (error) {
    if (
      error instanceof SnapshotError &&
      (error.kind === 'corrupt' || error.kind === 'refused')
    ) {
      return undefined;
    }
    throw error;
  }
}
