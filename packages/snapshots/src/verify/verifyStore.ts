import { PackNumbers } from '../build/packNumbers';
import { ChunkPlace, ENTRY_BYTES, entryAt } from '../format/chunkIndex';
import { DIGEST_BYTES } from '../format/digest';
import { keys } from '../format/keys';
import { Manifest } from '../format/manifest';
import { decodePackTable, PackRow } from '../format/pack';
import { OnProgress } from '../progress';
import { heed, Outcome, settled, Stopped } from '../stopped';
import { ChunkStream, indexesOf } from '../store/chunkStream';
import { openStore } from '../store/openStore';
import { loadManifest, snapshotIds } from '../store/snapshots';
import { Store, StoreLocation } from '../store/store';
import { KnownChunks } from '../workers/knownChunks';
import { DEFAULT_THREADS, Pool } from '../workers/pool';

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
  const pool = new Pool(options.threads ?? DEFAULT_THREADS, data);
  const running = new Set<Promise<void>>();
  let failure: unknown;
  try {
    for (const digest of wanted.packDigests()) {
      heed(signal, `after ${verified.packs} packs`);
      const { answer } = await pool.start<'checkPack'>({
        kind: 'checkPack',
        digest,
        size: 0,
      });
      const work = answer
        .then(async ({ problem, table }) => {
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
        })
        .catch(error => {
          failure ??= error;
        })
        .finally(() => running.delete(work));
      running.add(work);
      if (failure) throw failure;
    }
    await Promise.all(running);
    if (failure) throw failure;
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

/** What the indexes say of packs, as 32 bits per place: enough to notice that a pack's table says otherwise. */
class WantedPlaces {
  private readonly places = new Map<
    number,
    { offset: number; end: number; sums: Set<number> }
  >();
  private readonly seen = new Set<string>();
  bytes = 0;

  constructor(private readonly packs: PackNumbers) {}

  async addIndex(
    store: Store,
    index: Manifest['indexes'][number],
    signal?: AbortSignal,
  ): Promise<void> {
    if (this.seen.has(index.digest)) return;
    const stream = new ChunkStream(
      [index],
      indexesOf(store),
      digest => this.packs.of(digest),
      signal,
    );
    const entries = await stream.take(index.entries);
    for (let n = 0; n < entries.length / ENTRY_BYTES; n++)
      this.add(entryAt(entries, n));
    this.seen.add(index.digest);
  }

  packDigests(): string[] {
    return [...this.places.keys()].map(
      number => this.packs.digest(number) ?? '',
    );
  }

  bytesOf(digest: string): number {
    return this.places.get(this.packs.of(digest))?.end ?? 0;
  }

  /** Why a whole pack is not the one that indexes mean, if it is not. */
  problemWith(
    digest: string,
    table: Uint8Array | undefined,
  ): string | undefined {
    const place = this.places.get(this.packs.of(digest));
    if (!place || !table) return 'was not asked for';
    const bytes = Buffer.from(table);
    const rows = decodePackTable(digest, bytes, dataBytesOf(bytes));
    const there = new Set(rows.map(sumOf));
    return [...place.sums].every(sum => there.has(sum))
      ? undefined
      : 'lacks a chunk that an index names';
  }

  private add(place: ChunkPlace): void {
    let pack = this.places.get(place.pack);
    if (!pack)
      this.places.set(
        place.pack,
        (pack = { offset: 0, end: 0, sums: new Set() }),
      );
    this.bytes += Math.max(0, place.offset + place.stored - pack.end);
    pack.end = Math.max(pack.end, place.offset + place.stored);
    pack.sums.add(sumOf(place));
  }
}

function sumOf({ digest, offset, stored, length }: PackRow): number {
  // eslint-disable-next-line no-bitwise
  return (
    (digest.readUInt32LE(0) ^
      Math.imul(offset, 31) ^
      Math.imul(stored, 17) ^
      length) >>>
    0
  );
}

function dataBytesOf(table: Buffer): number {
  const last = table.length - (DIGEST_BYTES + 12);
  return table.readUInt32LE(last + 32) + table.readUInt32LE(last + 36);
}
