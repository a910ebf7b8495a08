import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Manifest } from './format/manifest';
import { Outcome, settled, Stopped, unavailable } from './stopped';
import { openStore } from './store/openStore';
import {
  loadLatest,
  loadManifest,
  loadVerification,
  snapshotIds,
} from './store/snapshots';
import { Store, StoreLocation } from './store/store';

/** Where to look. @public */
export interface ListOptions {
  store: StoreLocation;
  network: string;
  client: string;
  /** From an earlier list: manifests never change, so that these are not read again. */
  known?: readonly ListedSnapshot[];
  signal?: AbortSignal;
}

/** What a manifest states once and for all, but for the files. */
type Stated = Pick<
  Manifest,
  | 'network'
  | 'client'
  | 'clientVersion'
  | 'scheme'
  | 'history'
  | 'block'
  | 'createdAt'
  | 'parent'
  | 'totals'
  | 'digest'
>;

/** A snapshot as a table shows it. @public */
export interface ListedSnapshot extends Stated {
  id: string;
  /** `null`: nobody has booted a client from it. */
  verification: {
    result: 'passed' | 'failed';
    clientVersion: string;
    at: string;
  } | null;
  latest: boolean;
}

/** @public */
export interface Listed {
  snapshots: ListedSnapshot[];
  /** Sentences about snapshots whose manifest cannot be read. */
  problems: string[];
}

/** Every snapshot of a network and client, the highest block first. @public */
export function listSnapshots(options: ListOptions): Promise<Outcome<Listed>> {
  return settled(async () => {
    const store = await openStore(
      options.store,
      options.network,
      options.client,
    );
    try {
      const listed: Listed = { snapshots: [], problems: [] };
      const latest = await noted(listed, loadLatest(store, options.signal));
      const known = new Map(options.known?.map(one => [one.id, one]));
      for (const id of await snapshotIds(store, options.signal)) {
        const snapshot = await noted(
          listed,
          listedSnapshot(
            store,
            id,
            known.get(id),
            latest?.latest.snapshot,
            options.signal,
          ),
        );
        if (snapshot) listed.snapshots.push(snapshot);
      }
      if (listed.snapshots.length === 0) await requireFolder(options.store);
      return listed;
    } finally {
      store.close();
    }
  });
}

/** One snapshot with its files. @public */
export function showSnapshot(
  options: ListOptions & { snapshot: string },
): Promise<Outcome<{ snapshot: ListedSnapshot; manifest: Manifest }>> {
  return settled(async () => {
    const store = await openStore(
      options.store,
      options.network,
      options.client,
    );
    try {
      const latest = (await loadLatest(store, options.signal))?.latest.snapshot;
      const id =
        options.snapshot === 'latest' ? latest ?? 'latest' : options.snapshot;
      const manifest = await loadManifest(store, id, options.signal);
      return {
        snapshot: await listedSnapshot(
          store,
          id,
          manifest,
          latest,
          options.signal,
        ),
        manifest,
      };
    } finally {
      store.close();
    }
  });
}

/**
 * An empty folder is a store without snapshots; one that is not there is a mistake, or a volume that is not mounted.
 *
 * @throws Stopped `store-unavailable` in the latter case
 */
async function requireFolder({ url }: StoreLocation): Promise<void> {
  if (!url.startsWith('file:')) return;
  const folder = await stat(fileURLToPath(url)).catch(() => undefined);
  if (!folder?.isDirectory())
    throw unavailable(
      'store-missing',
      `The store ${url} is no folder here. Mount it, or correct its URL.`,
    );
}

async function listedSnapshot(
  store: Store,
  id: string,
  known: Stated | undefined,
  latest: string | undefined,
  signal?: AbortSignal,
): Promise<ListedSnapshot> {
  const stated = known ?? (await loadManifest(store, id, signal));
  const verification = await loadVerification(store, stated, id, signal);
  const {
    network,
    client,
    clientVersion,
    scheme,
    history,
    block,
    createdAt,
    parent,
    totals,
    digest,
  } = stated;
  return {
    id,
    network,
    client,
    clientVersion,
    scheme,
    history,
    block,
    createdAt,
    parent,
    totals,
    digest,
    verification: verification
      ? {
          result: verification.result,
          clientVersion: verification.clientVersion,
          at: verification.at,
        }
      : null,
    latest: id === latest,
  };
}

async function noted<T>(
  listed: Listed,
  work: Promise<T>,
): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (
      !(error instanceof Stopped) ||
      (error.kind !== 'corrupt' && error.kind !== 'refused')
    )
      throw error;
    listed.problems.push(error.message);
    return undefined;
  }
}
