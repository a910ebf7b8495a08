import {
  noExternalFolders,
  resolveExternalFolders,
} from '../files/externalFolders';
import { type Manifest, openStore, type Store } from '@nodeyard/snapshot-store';
import { selectSnapshot } from './selectSnapshot';
import type { PlanOptions } from './planOptions';
import {
  assertCompatible,
  assertMayOverwrite,
  assertSameExternalFolders,
} from './preconditions';
import { inspectDatadir, type DatadirState } from './datadirState';

/** A compatible snapshot, and the datadir that it may be restored to. */
export interface ResolvedRestore {
  store: Store;
  id: string;
  manifest: Manifest;
  local: DatadirState;
}

/**
 * Common preconditions of a plan and a restore.
 *
 * @throws SnapshotError if there is no such snapshot, it is not compatible with the node, or the datadir may not be changed
 */
export async function withResolvedRestore<T>(
  options: PlanOptions,
  use: (resolved: ResolvedRestore) => Promise<T>,
): Promise<T> {
  const { node, from = 'latest', allowUnverified = false } = options;
  const store = await openStore(options.store, node.network, node.client);
  try {
    const { id, manifest } = await selectSnapshot(
      store,
      { from, allowUnverified },
      options.signal,
    );
    assertCompatible(manifest, node);
    const external = await resolveExternalFolders(
      options.datadir,
      node.client,
      options.external ?? noExternalFolders,
      { followLinks: false },
    );
    const local = await inspectDatadir(options.datadir, external);
    assertSameExternalFolders(local);
    await assertMayOverwrite(local, manifest, options.force ?? false);
    return await use({ store, id, manifest, local });
  } finally {
    store.close();
  }
}
