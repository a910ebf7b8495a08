import { Manifest } from '../format/manifest';
import { openStore } from '../store/openStore';
import { Store } from '../store/store';
import { chooseSnapshot } from './choose';
import type { PlanOptions } from './plan';
import { assertMayChange, assertSuits, Local } from './refusals';
import { look } from './target';

/** A snapshot that suits the node, and the datadir that it may go onto as it was found. */
export interface Suited {
  store: Store;
  id: string;
  manifest: Manifest;
  local: Local;
}

/**
 * What a plan and a restore begin with, so that one refuses what the other does.
 *
 * @throws Stopped when there is no such snapshot, it does not suit the node, or the datadir may not be changed
 */
export async function withSuited<T>(
  options: PlanOptions,
  use: (suited: Suited) => Promise<T>,
): Promise<T> {
  const { node, from = 'latest', allowUnverified = false } = options;
  const store = await openStore(options.store, node.network, node.client);
  try {
    const { id, manifest } = await chooseSnapshot(
      store,
      { from, allowUnverified },
      options.signal,
    );
    assertSuits(manifest, node);
    const local = await look(options.datadir);
    await assertMayChange(local, manifest, options.force ?? false);
    return await use({ store, id, manifest, local });
  } finally {
    store.close();
  }
}
