import type { LoggerService } from '@backstage/backend-plugin-api';
import { isError, stringifyError } from '@backstage/errors';
import type { listSnapshots } from '@nodeyard/snapshot-store';
import type { ChangeAnnouncer } from '../ChangeAnnouncer';
import type { SnapshotStoreConfig } from '../config';
import type {
  SnapshotInventory,
  SnapshotPlace,
} from '../store/SnapshotInventory';

export interface RefreshSnapshotsDeps {
  snapshots: SnapshotInventory;
  listSnapshots: typeof listSnapshots;
  announcer: ChangeAnnouncer;
  logger: LoggerService;
  now: () => number;
}

/** Lists the snapshots of each store for the networks and execution clients of the nodes, and announces lists that changed. */
export async function refreshSnapshots(
  deps: RefreshSnapshotsDeps,
  stores: readonly SnapshotStoreConfig[],
  signal: AbortSignal,
): Promise<void> {
  const clients = await deps.snapshots.loadClientsInUse();
  const places = stores.flatMap(store =>
    clients.map(client => ({ store, place: { store: store.name, ...client } })),
  );
  for (const { store, place } of places) {
    if (signal.aborted) return;
    const isChanged = await refreshList(deps, store, place, signal);
    // One by one: a store with many lists takes minutes.
    if (isChanged) await deps.announcer.announce([place]);
  }
  const kept = places.map(({ place }) => place);
  const deleted = await deps.snapshots.deleteOtherPlaces(kept);
  await deps.announcer.announce(deleted);
}

/**
 * A store that does not answer keeps its stored list and does not affect the others.
 * @returns whether the stored list, or its error, changed
 */
async function refreshList(
  { snapshots, listSnapshots: list, logger, now }: RefreshSnapshotsDeps,
  store: SnapshotStoreConfig,
  place: SnapshotPlace,
  signal: AbortSignal,
): Promise<boolean> {
  const { url, endpoint, region } = store;
  const { network, client } = place;
  try {
    const found = await list({
      store: { url, endpoint, region, pathStyle: endpoint !== undefined },
      network,
      client,
      known: await snapshots.load(place),
      signal,
    });
    if (found.ok) return await snapshots.save(place, found, now());
    return (
      !signal.aborted && (await snapshots.saveFailure(place, found.message))
    );
  } catch (error) {
    logger.error(
      `Failed to list store ${
        store.name
      } for ${client} on ${network}: ${stringifyError(error)}`,
      isError(error) ? error : undefined,
    );
    return snapshots.saveFailure(
      place,
      'Failed to list the store. See the log of the backend',
    );
  }
}
