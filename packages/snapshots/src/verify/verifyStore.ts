import { assertStoredDatadir } from '../datadir/chainFiles';
import { PackNumbers } from '../builder/packNumbers';
import {
  keys,
  loadManifest,
  openStore,
  type Result,
  SnapshotError,
  snapshotIds,
  type Store,
  type StoreLocation,
  throwIfAborted,
  toResult,
} from '@nodeyard/snapshot-store';
import { TaskGroup } from '../concurrency';
import type { OnProgress } from '../progress';
import { KnownChunks } from '../workers/knownChunks';
import { DEFAULT_THREADS, Pool } from '../workers/pool';
import { ExpectedLocations } from './expectedLocations';

/** @public */
export interface VerifyOptions {
  store: StoreLocation;
  network: string;
  client: string;
  /** Ids; all when left out. */
  snapshots?: readonly string[];
  /** Remove damaged packs and indexes, so that the next build stores their chunks again. */
  repair?: boolean;
  threads?: number;
  signal?: AbortSignal;
  onProgress?: OnProgress;
}

/** @public */
export interface VerifyResult {
  snapshots: number;
  packs: number;
  bytes: number;
  /** One sentence for each problem. */
  problems: string[];
  removed: string[];
}

/** Read all objects that snapshots reference, and verify their digests. @public */
export function verifyStore(
  options: VerifyOptions,
): Promise<Result<VerifyResult>> {
  return toResult(async () => {
    const store = await openStore(
      options.store,
      options.network,
      options.client,
    );
    try {
      return await check(store, options);
    } finally {
      store.close();
    }
  });
}

async function check(
  store: Store,
  options: VerifyOptions,
): Promise<VerifyResult> {
  const { signal } = options;
  const ids = options.snapshots ?? (await snapshotIds(store, signal));
  const verified: VerifyResult = {
    snapshots: ids.length,
    packs: 0,
    bytes: 0,
    problems: [],
    removed: [],
  };
  const packs = new PackNumbers();
  const expected = new ExpectedLocations(packs);
  for (const id of ids) {
    throwIfAborted(signal, `at snapshot ${id}`);
    const problem = await collectLocations(store, id, expected, signal);
    if (problem) verified.problems.push(`${id}: ${problem.message}`);
    const index =
      problem && /^indexes\/[0-9a-f]{64}/.exec(problem.message)?.[0];
    if (index && options.repair) await discard(store, index, verified);
  }
  await checkPacks(store, expected, verified, options);
  return verified;
}

/** Collect all locations of the snapshot's indexes. @returns the error of a damaged snapshot */
async function collectLocations(
  store: Store,
  id: string,
  expected: ExpectedLocations,
  signal?: AbortSignal,
): Promise<SnapshotError | undefined> {
  try {
    const manifest = await loadManifest(store, id, signal);
    assertStoredDatadir(id, manifest);
    for (const index of manifest.indexes) {
      await expected.addIndex(store, index, signal);
    }
    return undefined;
  } catch (error) {
    if (
      error instanceof SnapshotError &&
      (error.kind === 'corrupt' || error.kind === 'refused')
    ) {
      return error;
    }
    throw error;
  }
}

async function checkPacks(
  store: Store,
  expected: ExpectedLocations,
  verified: VerifyResult,
  options: VerifyOptions,
): Promise<void> {
  const { store: location, network, client, signal } = options;
  const data = {
    location,
    network,
    client,
    packCounter: new SharedArrayBuffer(4),
    knownChunks: KnownChunks.for(0).memory,
  };
  const pool = new Pool(options.threads ?? DEFAULT_THREADS, data, signal);
  const running = new TaskGroup();
  try {
    for (const digest of expected.packDigests()) {
      throwIfAborted(signal, `after ${verified.packs} packs`);
      const { result } = await pool.submit<'checkPack'>({
        kind: 'checkPack',
        digest,
        size: 0,
      });
      const work = result.then(async ({ problem, table }) => {
        const wrong = problem ?? expected.verifyTable(digest, table);
        verified.packs++;
        verified.bytes += expected.bytesOf(digest);
        options.onProgress?.({
          phase: 'verify',
          doneBytes: verified.bytes,
          totalBytes: expected.bytes,
        });
        if (!wrong) return;
        verified.problems.push(`pack ${digest} ${wrong}`);
        if (options.repair) {
          await discard(store, keys.pack(digest), verified);
        }
      });
      running.add(work);
      running.throwIfFailed();
    }
    await running.drain();
  } finally {
    await pool.end();
  }
}

async function discard(
  store: Store,
  key: string,
  verified: VerifyResult,
): Promise<void> {
  await store.remove(key);
  verified.removed.push(key);
}
