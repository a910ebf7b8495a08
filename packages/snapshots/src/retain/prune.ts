import {
  corrupt,
  digestOfKey,
  type Heartbeat,
  heartbeatSchema,
  keys,
  type ListedSnapshot,
  listSnapshots,
  loadManifest,
  openStore,
  parseDocument,
  type Result,
  snapshotIds,
  type Store,
  type StoredObject,
  type StoreLocation,
  throwIfAborted,
  toResult,
  unwrap,
} from '@nodeyard/snapshot-store';
import { storeIndexes } from '../store/chunkStream';
import type { Retention } from './retention';
import { selectRetained } from './retention';

/** @public */
export interface PruneOptions extends Retention {
  store: StoreLocation;
  network: string;
  client: string;
  dryRun?: boolean;
  /** Younger unreferenced objects are kept: a running build may be about to reference them. */
  minAgeMs?: number;
  signal?: AbortSignal;
  now?: () => number;
}

/** @public */
export interface PruneResult {
  kept: string[];
  removed: string[];
  sweptObjects: number;
  sweptBytes: number;
  /** Why nothing was swept. */
  notSwept: string | null;
}

const DAY_MS = 24 * 3_600_000;
const HEARTBEAT_EXPIRY_MS = 3_600_000;
const nothingSwept = { sweptObjects: 0, sweptBytes: 0 };

/** Remove snapshots that are not retained, then objects that no snapshot references. @public */
export function prune(options: PruneOptions): Promise<Result<PruneResult>> {
  return toResult(async () => {
    const { signal, now = Date.now } = options;
    const store = await openStore(
      options.store,
      options.network,
      options.client,
    );
    try {
      // Read before the list of snapshots: the manifest of a build that ends in between would be missing in that list.
      const building = await activeBuild(store, now(), signal);
      const listed = await readableSnapshots(options);
      const keep = selectRetained(listed, options, now());
      const kept = listed.filter(({ id }) => keep.has(id)).map(({ id }) => id);
      const removed = listed
        .filter(({ id }) => !keep.has(id))
        .map(({ id }) => id);
      const needed = await referencedObjects(store, kept, signal);
      if (!options.dryRun) {
        for (const id of removed) await removeSnapshot(store, id, signal);
      }
      if (building) {
        return { kept, removed, ...nothingSwept, notSwept: building };
      }
      return {
        kept,
        removed,
        ...(await sweep(
          store,
          needed,
          new Set([...kept, ...removed]),
          options,
          now(),
        )),
      };
    } finally {
      store.close();
    }
  });
}

async function readableSnapshots(
  options: PruneOptions,
): Promise<ListedSnapshot[]> {
  const listed = unwrap(await listSnapshots(options));
  if (listed.problems.length > 0) {
    throw corrupt(
      'unreadable-snapshot',
      `Nothing was removed, because the references of a snapshot are unknown: ${listed.problems[0]} Remove that snapshot's folder first.`,
    );
  }
  return listed.snapshots;
}

async function removeSnapshot(
  store: Store,
  id: string,
  signal?: AbortSignal,
): Promise<void> {
  throwIfAborted(signal, `before snapshot ${id} was removed`);
  // The manifest first: without it the snapshot does not exist for any reader.
  await store.remove(keys.manifest(id), signal);
  await store.remove(keys.verification(id), signal);
}

/** Keys of all packs and indexes that these snapshots reference. */
async function referencedObjects(
  store: Store,
  ids: readonly string[],
  signal?: AbortSignal,
): Promise<Set<string>> {
  const needed = new Set<string>();
  const load = storeIndexes(store);
  for (const id of ids) {
    const manifest = await loadManifest(store, id, signal);
    for (const { digest } of manifest.indexes) {
      if (needed.has(keys.index(digest))) continue;
      const { packs } = await load(digest, signal);
      packs.forEach(pack => needed.add(keys.pack(pack)));
      needed.add(keys.index(digest));
    }
  }
  return needed;
}

async function sweep(
  store: Store,
  needed: ReadonlySet<string>,
  known: ReadonlySet<string>,
  options: PruneOptions,
  now: number,
): Promise<Omit<PruneResult, 'kept' | 'removed'>> {
  const { signal, dryRun, minAgeMs = DAY_MS } = options;
  const surplus: StoredObject[] = [];
  for (const prefix of [keys.packs, keys.indexes]) {
    for await (const object of store.list(prefix, signal)) {
      const isOurs = digestOfKey(object.key) !== undefined;
      if (
        isOurs &&
        !needed.has(object.key) &&
        now - object.modifiedAt > minAgeMs
      ) {
        surplus.push(object);
      }
    }
  }
  for await (const object of store.listUnfinished(signal)) {
    if (now - object.modifiedAt > minAgeMs) surplus.push(object);
  }
  // A build that started meanwhile may reuse these packs; one that starts from now on does not reuse packs of this age.
  const building = await activeBuild(store, now, signal);
  if (building) return { ...nothingSwept, notSwept: building };
  const added = (await snapshotIds(store, signal)).find(id => !known.has(id));
  if (added) {
    return {
      ...nothingSwept,
      notSwept: `snapshot ${added} was added meanwhile`,
    };
  }
  for (const { key } of dryRun ? [] : surplus) {
    throwIfAborted(signal, 'during the sweep');
    await store.remove(key, signal);
  }
  return {
    sweptObjects: surplus.length,
    sweptBytes: surplus.reduce((total, { size }) => total + size, 0),
    notSwept: null,
  };
}

/** @returns a description of the running build, if there is one */
async function activeBuild(
  store: Store,
  now: number,
  signal?: AbortSignal,
): Promise<string | undefined> {
  for await (const { key } of store.list(keys.builds, signal)) {
    const found = await store.read(key, { signal });
    const heartbeat: Heartbeat | undefined =
      found && parseDocument(heartbeatSchema, found.bytes);
    if (
      heartbeat &&
      now - Date.parse(heartbeat.refreshedAt) < HEARTBEAT_EXPIRY_MS
    ) {
      return `a build started at ${heartbeat.startedAt}, with a heartbeat at ${heartbeat.refreshedAt}`;
    }
  }
  return undefined;
}
