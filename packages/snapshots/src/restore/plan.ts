import { refusing } from '../datadir/failures';
import { LocalFile } from '../datadir/walk';
import { Manifest, ManifestFile } from '../format/manifest';
import { OnProgress } from '../progress';
import { Outcome, settled } from '../stopped';
import { Store, StoreLocation } from '../store/store';
import { DEFAULT_THREADS, Pool } from '../workers/pool';
import { PackNumbers } from '../build/packNumbers';
import { KnownChunks } from '../workers/knownChunks';
import { indexesHere, indexesNearby, manifestHere } from './localIndexes';
import { reconcile } from './reconcile';
import { FileState, Reconciled, Reconciler } from './reconciler';
import { assertSameShape, Expectation, filesToDelete, Local } from './refusals';
import { withSuited } from './suited';
import { look, partialOf } from './target';
import { whoChanged } from './whoChanged';

/** @public */
export interface PlanOptions {
  store: StoreLocation;
  datadir: string;
  /** The node that will run on the datadir; what is left out is not checked. */
  node: Expectation;
  /** A snapshot's id, or `latest`. */
  from?: string;
  allowUnverified?: boolean;
  /** Go back although the datadir is newer. */
  force?: boolean;
  threads?: number;
  signal?: AbortSignal;
  onProgress?: OnProgress;
}

/** What a restore would do. @public */
export interface Plan {
  snapshot: string;
  block: number;
  files: { same: number; changed: number; new: number };
  /** Of all files. */
  totalBytes: number;
  /** Stored bytes to read from the store. */
  fetchBytes: number;
  /** Bytes to write into files. */
  writeBytes: number;
  fetchChunks: number;
  delete: string[];
}

/** What a restore would fetch, write and delete, without touching the datadir. @public */
export function plan(options: PlanOptions): Promise<Outcome<Plan>> {
  const { datadir } = options;
  return settled(() =>
    refusing(datadir, () =>
      withSuited(options, async ({ store, id, manifest, local }) => {
        const work = await workOn(local);
        assertSameShape(work.local, manifest);
        const planned: Plan = {
          snapshot: id,
          block: manifest.block.number,
          files: { same: 0, changed: 0, new: 0 },
          totalBytes: manifest.totals.bytes,
          fetchBytes: 0,
          writeBytes: 0,
          fetchChunks: 0,
          delete: await filesToDelete(work.local, manifest),
        };
        await lookThrough(
          options,
          { store, manifest, local, work: work.local },
          counting(planned, options.onProgress),
        );
        return planned;
      }),
    ),
  );
}

/** Find out what is missing, and change nothing. */
export async function lookThrough(
  options: PlanOptions,
  seen: { store: Store; manifest: Manifest; local: Local; work: Local },
  reconciler: Reconciler,
  only?: ReadonlySet<string>,
): Promise<void> {
  const packs = new PackNumbers();
  const pool = poolFor(options, packs, seen.work.datadir);
  try {
    const task = {
      manifest: seen.manifest,
      present: byPath(seen.work.walked.files),
      before: await beforeOf(seen.local),
      indexes: indexesNearby(options.datadir, seen.store),
      packNumber: (digest: string) => packs.of(digest),
      pool,
      signal: options.signal,
      only,
    };
    await reconcile(task, reconciler);
  } catch (error) {
    throw await whoChanged(seen.local, error);
  } finally {
    await pool.end();
  }
}

function counting(planned: Plan, onProgress?: OnProgress) {
  let doneBytes = 0;
  return {
    prepare: async () => {},
    want: async (chunk: { stored: number; length: number }) => {
      planned.fetchBytes += chunk.stored;
      planned.writeBytes += chunk.length;
      planned.fetchChunks++;
    },
    looked: async (_file: ManifestFile, _work: unknown, state: FileState) => {
      planned.files[state]++;
    },
    progress: (bytes: number) => {
      doneBytes += bytes;
      onProgress?.({
        phase: 'scan',
        doneBytes,
        totalBytes: planned.totalBytes,
      });
    },
  };
}

/** Where files are written: beside an empty datadir, or in place. */
export async function workOn(
  local: Local,
): Promise<{ root: string; inPlace: boolean; local: Local }> {
  const growing =
    local.dirty !== undefined &&
    local.dirty !== 'unreadable' &&
    local.dirty.phase === 'partial';
  if (!growing) return { root: local.datadir, inPlace: true, local };
  const partial = await look(partialOf(local.datadir));
  return { root: partial.datadir, inPlace: false, local: partial };
}

/** What the datadir was right after its last restore, if that is still known whole. */
export async function beforeOf({
  datadir,
  marker,
}: Local): Promise<Reconciled['before']> {
  const manifest =
    marker && (await manifestHere(datadir, marker.snapshot, marker.digest));
  return (
    marker &&
    manifest && {
      marker,
      manifest,
      files: new Map(manifest.files.map(file => [file.path, file])),
      indexes: indexesHere(datadir),
    }
  );
}

export function byPath(files: readonly LocalFile[]): Map<string, LocalFile> {
  return new Map(files.map(file => [file.path, file]));
}

export function poolFor(
  { store, node, threads, signal }: PlanOptions,
  packs: PackNumbers,
  root: string,
): Pool {
  const data = {
    location: store,
    network: node.network,
    client: node.client,
    root,
    packCounter: packs.counter,
    knownChunks: KnownChunks.for(0).memory,
  };
  return new Pool(threads ?? DEFAULT_THREADS, data, signal);
}
