import { PackNumbers } from '../build/packNumbers';
import { keys } from '../format/keys';
import { Background } from '../background';
import { OnProgress } from '../progress';
import { heed, Outcome, settled, Stopped } from '../stopped';
import { openStore } from '../store/openStore';
import { loadManifest, snapshotIds } from '../store/snapshots';
import { Store, StoreLocation } from '../store/store';
import { KnownChunks } from '../workers/knownChunks';
import { DEFAULT_THREADS, Pool } from '../workers/pool';
import { WantedPlaces } from './wantedPlaces';

/** @public */
export interface VerifyOptions {
  store: StoreLocation;
  network: string;
  client: string;
  /** Ids; all when left out. */
  snapshots?: readonly string[];
  /** Remove damaged packs and indexes, so that the next build stores what they held again. */
  removeDamaged?: boolean;
  threads?: number;
  signal?: AbortSignal;
  onProgress?: OnProgress;
}

/** @public */
export interface Verified {
  snapshots: number;
  packs: number;
  bytes: number;
  /** Sentences, each naming a snapshot or an object. */
  problems: string[];
  removed: string[];
}

/** Read everything that snapshots name, and compare it with what it says. @public */
export function verifyStore(
  options: VerifyOptions,
): Promise<Outcome<Verified>> {
  return settled(async () => {
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

async function check(store: Store, options: VerifyOptions): Promise<Verified> {
  const { signal } = options;
  const ids = options.snapshots ?? (await snapshotIds(store, signal));
  const verified: Verified = {
    snapshots: ids.length,
    packs: 0,
    bytes: 0,
    problems: [],
    removed: [],
  };
  const packs = new PackNumbers();
  const wanted = new WantedPlaces(packs);
  for (const id of ids) {
    heed(signal, `at snapshot ${id}`);
    const problem = await gather(store, id, wanted, signal);
    if (problem) verified.problems.push(`${id}: ${problem.message}`);
    const index =
      problem && /^indexes\/[0-9a-f]{64}/.exec(problem.message)?.[0];
    if (index && options.removeDamaged) await discard(store, index, verified);
  }
  await checkPacks(store, wanted, verified, options);
  return verified;
}

/** Every place that the snapshot's indexes name; or why they cannot be read. */
async function gather(
  store: Store,
  id: string,
  wanted: WantedPlaces,
  signal?: AbortSignal,
): Promise<Stopped | undefined> {
  try {
    const manifest = await loadManifest(store, id, signal);
    for (const index of manifest.indexes)
      await wanted.addIndex(store, index, signal);
    return undefined;
  } catch (error) {
    if (
      error instanceof Stopped &&
      (error.kind === 'corrupt' || error.kind === 'refused')
    )
      return error;
    throw error;
  }
}

async function checkPacks(
  store: Store,
  wanted: WantedPlaces,
  verified: Verified,
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
  const running = new Background();
  try {
    for (const digest of wanted.packDigests()) {
      heed(signal, `after ${verified.packs} packs`);
      const { answer } = await pool.start<'checkPack'>({
        kind: 'checkPack',
        digest,
        size: 0,
      });
      const work = answer.then(async ({ problem, table }) => {
        const wrong = problem ?? wanted.problemWith(digest, table);
        verified.packs++;
        verified.bytes += wanted.bytesOf(digest);
        options.onProgress?.({
          phase: 'verify',
          doneBytes: verified.bytes,
          totalBytes: wanted.bytes,
        });
        if (!wrong) return;
        verified.problems.push(`pack ${digest} ${wrong}`);
        if (options.removeDamaged)
          await discard(store, keys.pack(digest), verified);
      });
      running.add(work);
      running.assertWell();
    }
    await running.all();
  } finally {
    await pool.end();
  }
}

async function discard(
  store: Store,
  key: string,
  verified: Verified,
): Promise<void> {
  await store.remove(key);
  verified.removed.push(key);
}
