import { LocalFile } from '../datadir/walk';
import { leastIndexBytes } from '../format/chunkIndex';
import { Manifest, ManifestFile } from '../format/manifest';
import { Stopped } from '../stopped';
import { loadManifest, snapshotIds, timeOf } from '../store/snapshots';
import { Store } from '../store/store';
import type { ChainFacts } from './build';
import { Inventory } from './inventory';

/** The snapshot whose chunks a build starts from. */
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
      before.source === sourceOf(file)
    );
  }
}

/** What tells, together with size and mtime, that a file has not changed. */
export function sourceOf(file: LocalFile): string {
  return `${file.inode}:${file.ctime}`;
}

/**
 * The newest snapshot of the same kind whose manifest can be read and whose indexes are all there.
 *
 * A damaged one is passed over: what it shared is then read and stored again.
 *
 * @returns the newer ones, too, that are broken: they cannot be restored
 */
export async function newestParent(
  store: Store,
  facts: ChainFacts,
  present: Inventory,
  signal?: AbortSignal,
): Promise<{ parent?: Parent; broken: string[] }> {
  const broken: string[] = [];
  const ids = await snapshotIds(store, signal);
  for (const id of ids.sort((a, b) => (timeOf(a) < timeOf(b) ? 1 : -1))) {
    const manifest = await readable(store, id, signal);
    if (manifest && manifest.genesisHash !== facts.genesisHash) continue;
    if (manifest?.indexes.every(index => isWhole(index, present)))
      return { parent: new Parent(id, manifest), broken };
    broken.push(id);
  }
  return { broken };
}

/** As far as a listing shows it. */
function isWhole(
  { digest, entries }: Manifest['indexes'][number],
  present: Inventory,
): boolean {
  return (present.indexes.get(digest) ?? 0) >= leastIndexBytes(entries);
}

async function readable(
  store: Store,
  id: string,
  signal?: AbortSignal,
): Promise<Manifest | undefined> {
  try {
    return await loadManifest(store, id, signal);
  } catch (error) {
    if (
      error instanceof Stopped &&
      (error.kind === 'corrupt' || error.kind === 'refused')
    )
      return undefined;
    throw error;
  }
}
