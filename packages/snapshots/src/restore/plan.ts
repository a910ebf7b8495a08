import { mapFsErrors } from '../datadir/fsErrors';
import type { LocalFile } from '../datadir/walk';
import {
  type Manifest,
  type ManifestFile,
  refused,
  type Result,
  type Store,
  toResult,
} from '@nodeyard/snapshot-store';
import type { OnProgress } from '../progress';
import { DEFAULT_THREADS, Pool } from '../workers/pool';
import { PackNumbers } from '../builder/packNumbers';
import { KnownChunks } from '../workers/knownChunks';
import { localIndexes, cachedIndexes, readLocalManifest } from './localIndexes';
import type { PlanOptions } from './planOptions';
import { reconcile } from './reconcile';
import type { FileState, ReconcileTask, Reconciler } from './reconciler';
import { assertSameShape, filesToDelete } from './preconditions';
import { withResolvedRestore } from './resolveRestore';
import {
  cleanupCommand,
  inspectDatadir,
  partialFolder,
  type DatadirState,
} from './datadirState';
import { whoChanged } from './whoChanged';

/** Effects of a restore. @public */
export interface Plan {
  snapshot: string;
  block: number;
  files: { same: number; changed: number; new: number };
  /** Size of all files. */
  totalBytes: number;
  /** Encoded bytes to read from the store. */
  fetchBytes: number;
  /** Bytes to write into files. */
  writeBytes: number;
  fetchChunks: number;
  delete: string[];
}

/** Compute what a restore would fetch, write and delete. Read-only. @public */
export function plan(options: PlanOptions): Promise<Result<Plan>> {
  const { datadir } = options;
  return toResult(() =>
    mapFsErrors(datadir, () =>
      withResolvedRestore(options, async ({ store, id, manifest, local }) => {
        const work = await resolveWorkingDir(local);
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
        await compareAll(
          options,
          { store, manifest, local, work: work.local },
          countingReconciler(planned, options.onProgress),
        );
        return planned;
      }),
    ),
  );
}

/** Compare all files, or `only` some. Read-only. */
export async function compareAll(
  options: PlanOptions,
  seen: {
    store: Store;
    manifest: Manifest;
    local: DatadirState;
    work: DatadirState;
  },
  reconciler: Reconciler,
  only?: ReadonlySet<string>,
): Promise<void> {
  const packs = new PackNumbers();
  const pool = createPool(options, packs, seen.work);
  try {
    const task = {
      manifest: seen.manifest,
      present: byPath(seen.work.walked.files),
      previous: await readPreviousRestore(seen.local),
      indexes: cachedIndexes(options.datadir, seen.store),
      packNumber: (digest: string) => packs.numberOf(digest),
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

function countingReconciler(planned: Plan, onProgress?: OnProgress) {
  let doneBytes = 0;
  return {
    prepare: async () => {},
    onMissing: async (chunk: { stored: number; length: number }) => {
      planned.fetchBytes += chunk.stored;
      planned.writeBytes += chunk.length;
      planned.fetchChunks++;
    },
    onCompared: async (
      _file: ManifestFile,
      _work: unknown,
      state: FileState,
    ) => {
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

/** The working directory: `.partial` for an empty datadir, else the datadir itself. */
export async function resolveWorkingDir(
  local: DatadirState,
): Promise<{ root: string; inPlace: boolean; local: DatadirState }> {
  const growing =
    local.dirty !== undefined &&
    local.dirty !== 'unreadable' &&
    local.dirty.phase === 'partial';
  if (growing && local.external.size > 0) {
    throw refused(
      'external-folder',
      `A restore into ${
        local.datadir
      } was interrupted that had no --external. Complete it as it was, or empty the datadir: ${cleanupCommand(
        local.datadir,
      )}`,
    );
  }
  if (!growing) return { root: local.datadir, inPlace: true, local };
  const partial = await inspectDatadir(partialFolder(local.datadir));
  return { root: partial.datadir, inPlace: false, local: partial };
}

/** State of the datadir right after its last restore, if its local copies are intact. */
export async function readPreviousRestore({
  datadir,
  marker,
}: DatadirState): Promise<ReconcileTask['previous']> {
  const manifest =
    marker &&
    (await readLocalManifest(datadir, marker.snapshot, marker.digest));
  return (
    marker &&
    manifest && {
      marker,
      manifest,
      files: new Map(manifest.files.map(file => [file.path, file])),
      indexes: localIndexes(datadir),
    }
  );
}

export function byPath(files: readonly LocalFile[]): Map<string, LocalFile> {
  return new Map(files.map(file => [file.path, file]));
}

export function createPool(
  { store, node, threads, signal }: PlanOptions,
  packs: PackNumbers,
  { datadir: root, external }: Pick<DatadirState, 'datadir' | 'external'>,
): Pool {
  const data = {
    location: store,
    network: node.network,
    client: node.client,
    root,
    external,
    packCounter: packs.counter,
    knownChunks: KnownChunks.for(0).memory,
  };
  return new Pool(threads ?? DEFAULT_THREADS, data, signal);
}
