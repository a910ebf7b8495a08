import { parseStoreUrl } from '@nodeyard/ethereum';
import { stat } from 'node:fs/promises';
import {
  verificationFailure,
  type VerificationFailure,
} from './format/documents';
import type { Manifest } from './format/manifest';
import type { Result } from './errors';
import { toResult, SnapshotError, unavailable } from './errors';
import { openStore } from './store/openStore';
import {
  loadLatest,
  loadManifest,
  loadVerification,
  snapshotIds,
} from './store/snapshots';
import type { Store, StoreLocation } from './store/store';

/** @public */
export interface ListOptions {
  store: StoreLocation;
  network: string;
  client: string;
  /** Of an earlier list: manifests are immutable, so that these are not read again. */
  known?: readonly ListedSnapshot[];
  signal?: AbortSignal;
}

/** The members of a manifest, without files and indexes. */
type ManifestSummary = Pick<
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
export interface ListedSnapshot extends ManifestSummary {
  id: string;
  /** `null`: it was never verified. */
  verification: {
    result: 'passed' | 'failed';
    /** Why it failed; absent if it passed. */
    failure?: VerificationFailure;
    clientVersion: string;
    at: string;
  } | null;
  latest: boolean;
}

/** @public */
export interface SnapshotList {
  snapshots: ListedSnapshot[];
  /** One sentence for each snapshot whose manifest cannot be read. */
  problems: string[];
}

/** Every snapshot of a network and client, the highest block first. @public */
export function listSnapshots(
  options: ListOptions,
): Promise<Result<SnapshotList>> {
  return toResult(async () => {
    const store = await openStore(
      options.store,
      options.network,
      options.client,
    );
    try {
      const listed: SnapshotList = { snapshots: [], problems: [] };
      const latest = await collectProblem(
        listed,
        loadLatest(store, options.signal),
      );
      const known = new Map(options.known?.map(one => [one.id, one]));
      for (const id of await snapshotIds(store, options.signal)) {
        const snapshot = await collectProblem(
          listed,
          toListedSnapshot(
            store,
            id,
            known.get(id),
            latest?.latest.snapshot,
            options.signal,
          ),
        );
        if (snapshot) listed.snapshots.push(snapshot);
      }
      if (listed.snapshots.length === 0) {
        await assertFolderExists(options.store);
      }
      return listed;
    } finally {
      store.close();
    }
  });
}

/** One snapshot with its files. @public */
export function showSnapshot(
  options: ListOptions & { snapshot: string },
): Promise<Result<{ snapshot: ListedSnapshot; manifest: Manifest }>> {
  return toResult(async () => {
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
        snapshot: await toListedSnapshot(
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
 * An empty folder is a store without snapshots; a missing one is a wrong URL, or a volume that is not mounted.
 *
 * @throws SnapshotError `store-unavailable` in the latter case
 */
async function assertFolderExists({ url }: StoreLocation): Promise<void> {
  const parsed = parseStoreUrl(url);
  if (parsed?.kind !== 'file') return;
  const folder = await stat(parsed.path).catch(() => undefined);
  if (!folder?.isDirectory()) {
    throw unavailable(
      'store-missing',
      `The store ${url} is no folder here. Mount it, or correct its URL.`,
    );
  }
}

async function toListedSnapshot(
  store: Store,
  id: string,
  known: ManifestSummary | undefined,
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
          failure: verificationFailure(verification),
          clientVersion: verification.clientVersion,
          at: verification.at,
        }
      : null,
    latest: id === latest,
  };
}

async function collectProblem<T>(
  listed: SnapshotList,
  work: Promise<T>,
): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (
      !(error instanceof SnapshotError) ||
      (error.kind !== 'corrupt' && error.kind !== 'refused')
    ) {
      throw error;
    }
    listed.problems.push(error.message);
    return undefined;
  }
}
