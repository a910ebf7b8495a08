import { BuildSign, buildSignSchema } from '../format/documents';
import { digestOfKey, keys } from '../format/keys';
import { ListedSnapshot, listSnapshots } from '../list';
import { indexesOf } from '../store/chunkStream';
import { corrupt, heed, Outcome, settled, Stopped } from '../stopped';
import { openStore } from '../store/openStore';
import { document, loadManifest, snapshotIds } from '../store/snapshots';
import { Store, StoredObject, StoreLocation } from '../store/store';
import { retained, Retention } from './retention';

/** @public */
export interface PruneOptions extends Retention {
  store: StoreLocation;
  network: string;
  client: string;
  dryRun?: boolean;
  /** Younger objects that nothing refers to are left: a build may be about to refer to them. */
  sweepAfterMs?: number;
  signal?: AbortSignal;
  now?: () => number;
}

/** @public */
export interface Pruned {
  kept: string[];
  removed: string[];
  sweptObjects: number;
  sweptBytes: number;
  /** Why nothing was swept, if a build was under way. */
  notSwept: string | null;
}

const DAY_MS = 24 * 3_600_000;
const SIGN_OF_LIFE_MS = 3_600_000;
const nothingSwept = { sweptObjects: 0, sweptBytes: 0 };

/** Remove snapshots that retention does not keep, then what no snapshot refers to. @public */
export function prune(options: PruneOptions): Promise<Outcome<Pruned>> {
  return settled(async () => {
    const { signal, now = Date.now } = options;
    const store = await openStore(
      options.store,
      options.network,
      options.client,
    );
    try {
      // Looked at before the snapshots are: a build that ends in between has a manifest that the list lacks.
      const building = await buildUnderWay(store, now(), signal);
      const listed = await readableSnapshots(options);
      const keep = retained(listed, options, now());
      const kept = listed.filter(({ id }) => keep.has(id)).map(({ id }) => id);
      const removed = listed
        .filter(({ id }) => !keep.has(id))
        .map(({ id }) => id);
      const needed = await neededObjects(store, kept, signal);
      if (!options.dryRun)
        for (const id of removed) await removeSnapshot(store, id, signal);
      if (building)
        return { kept, removed, ...nothingSwept, notSwept: building };
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
  const listed = await listSnapshots(options);
  if (!listed.ok) throw new Stopped(listed.kind, listed.code, listed.message);
  if (listed.problems.length > 0) {
    throw corrupt(
      'unreadable-snapshot',
      `Nothing was removed, because it cannot be known what is still needed: ${listed.problems[0]} Remove that snapshot's folder first.`,
    );
  }
  return listed.snapshots;
}
async function removeSnapshot(
  store: Store,
  id: string,
  signal?: AbortSignal,
): Promise<void> {
  heed(signal, `before snapshot ${id} was removed`);
  // The manifest goes first: without it, the snapshot is gone for everybody at once.
  await store.remove(keys.manifest(id), signal);
  await store.remove(keys.verification(id), signal);
}

/** Keys of all packs and indexes that these snapshots refer to. */
async function neededObjects(
  store: Store,
  ids: readonly string[],
  signal?: AbortSignal,
): Promise<Set<string>> {
  const needed = new Set<string>();
  const load = indexesOf(store);
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
): Promise<Omit<Pruned, 'kept' | 'removed'>> {
  const { signal, dryRun, sweepAfterMs = DAY_MS } = options;
  const surplus: StoredObject[] = [];
  for (const prefix of [keys.packs, keys.indexes]) {
    for await (const object of store.list(prefix, signal)) {
      const isOurs = digestOfKey(object.key) !== undefined;
      if (
        isOurs &&
        !needed.has(object.key) &&
        now - object.modifiedAt > sweepAfterMs
      )
        surplus.push(object);
    }
  }
  for await (const object of store.unfinished(signal))
    if (now - object.modifiedAt > sweepAfterMs) surplus.push(object);
  // A build that began meanwhile may rely on these packs; one that begins from here on does not adopt such old ones.
  const building = await buildUnderWay(store, now, signal);
  if (building) return { ...nothingSwept, notSwept: building };
  const added = (await snapshotIds(store, signal)).find(id => !known.has(id));
  if (added)
    return {
      ...nothingSwept,
      notSwept: `snapshot ${added} was added meanwhile`,
    };
  for (const { key } of dryRun ? [] : surplus) {
    heed(signal, 'in the middle of sweeping');
    await store.remove(key, signal);
  }
  return {
    sweptObjects: surplus.length,
    sweptBytes: surplus.reduce((total, { size }) => total + size, 0),
    notSwept: null,
  };
}

/** @returns a sentence about the build, if there is one */
async function buildUnderWay(
  store: Store,
  now: number,
  signal?: AbortSignal,
): Promise<string | undefined> {
  for await (const { key } of store.list(keys.builds, signal)) {
    const found = await store.read(key, { signal });
    const sign: BuildSign | undefined =
      found && document(buildSignSchema, found.bytes);
    if (sign && now - Date.parse(sign.refreshedAt) < SIGN_OF_LIFE_MS) {
      return `a build began at ${sign.startedAt} and showed a sign of life at ${sign.refreshedAt}`;
    }
  }
  return undefined;
}
