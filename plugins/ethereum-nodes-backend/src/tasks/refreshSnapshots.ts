import type { LoggerService } from '@backstage/backend-plugin-api';
import { isError, stringifyError } from '@backstage/errors';
import type { listSnapshots } from '@nodeyard/snapshots';
import type { SnapshotStoreConfig } from '../config';
import type {
  SnapshotInventory,
  SnapshotPlace,
} from '../store/SnapshotInventory';

export interface RefreshSnapshotsDeps {
  snapshots: SnapshotInventory;
  listSnapshots: typeof listSnapshots;
  logger: LoggerService;
  now: () => number;
}

/** Lists what each store has for each network and execution client of which there are nodes. */
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
    await refreshList(deps, store, place, signal);
  }
  await deps.snapshots.deleteOtherPlaces(places.map(({ place }) => place));
}

/** One store that does not answer takes nothing from the others, and nothing away of what it had. */
async function refreshList(
  { snapshots, listSnapshots: list, logger, now }: RefreshSnapshotsDeps,
  store: SnapshotStoreConfig,
  place: SnapshotPlace,
  signal: AbortSignal,
): Promise<void> {
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
    if (found.ok) await snapshots.save(place, found, now());
    else if (!signal.aborted) await snapshots.saveFailure(place, found.message);
  } catch (error) {
    logger.error(
      `Store ${
        store.name
      } could not be looked into for ${client} on ${network}: ${stringifyError(
        error,
      )}`,
      isError(error) ? error : undefined,
    );
    await snapshots.saveFailure(
      place,
      'The look into the store failed: the log of the backend says why',
    );
  }
}
