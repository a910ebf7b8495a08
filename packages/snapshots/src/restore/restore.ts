import {
  corrupt,
  instant,
  type Manifest,
  type ManifestFile,
  type Result,
  type Store,
  throwIfAborted,
  toResult,
} from '@nodeyard/snapshot-store';
import type { Dirty, Marker } from '../datadir/marker';
import {
  markerSchema,
  removeDirty,
  writeDirty,
  writeMarker,
} from '../datadir/marker';
import { withRestoreLock } from '../datadir/restoreLock';
import { markHistory } from '../datadir/history';
import { assertNotLocked } from '../datadir/clientLock';
import { mapFsErrors, toWriteError } from '../datadir/fsErrors';
import { walk } from '../datadir/walk';
import type { ExternalFolders } from '../files/externalFolders';
import { fixedPathsOf, mountPointsBelow } from '../files/mounts';
import { withTree } from '../files/tree';
import { PackNumbers } from '../builder/packNumbers';
import { findAlternativeLocations } from './alternativeLocations';
import { assertWritable, cannotChangeError } from './assertWritable';
import type { Obstacle } from './writeStrategy';
import type { MissingChunk } from './chunkFetcher';
import { FileOutput } from './fileOutput';
import { RestoreWriter } from './restoreWriter';
import {
  removeOtherCopies,
  cachedIndexes,
  writeLocalCopies,
} from './localIndexes';
import {
  readPreviousRestore,
  byPath,
  compareAll,
  createPool,
  resolveWorkingDir,
} from './plan';
import type { PlanOptions } from './planOptions';
import { moveIntoPlace } from './moveIntoPlace';
import { reconcile, sameContent, trustedFile } from './reconcile';
import type { ReconcileTask } from './reconciler';
import {
  assertFreeSpace,
  assertSameShape,
  filesToDelete,
} from './preconditions';
import { withResolvedRestore } from './resolveRestore';
import { assertUntouched } from './whoChanged';
import {
  assertOwnFolders,
  deleteFiles,
  isEmpty,
  inspectDatadir,
  type DatadirState,
  createStateFolder,
  createWorkingDir,
} from './datadirState';

/** @public */
export interface RestoreOptions extends PlanOptions {
  /** `chunks`: each chunk is verified before it is written. `files`: all files are also read again at the end. */
  verify?: 'chunks' | 'files';
  now?: () => number;
}

/** @public */
export interface RestoreResult {
  snapshot: string;
  block: number;
  files: { same: number; changed: number; new: number };
  totalBytes: number;
  fetchedBytes: number;
  writtenBytes: number;
  deleted: number;
}

/**
 * Make a datadir equal to a snapshot; only missing chunks are fetched.
 *
 * The datadir is marked dirty from the first write to the end; an interrupted restore is completed by another one. Secrets, locks
 * and other files that are never stored are not changed. @public
 */
export function restore(
  options: RestoreOptions,
): Promise<Result<RestoreResult>> {
  return toResult(() =>
    mapFsErrors(options.datadir, () =>
      withResolvedRestore(options, async ({ store, id, manifest, local }) => {
        await assertOwnFolders(options.datadir);
        return restoreInto(local, id, manifest, store, options);
      }),
    ),
  );
}

async function restoreInto(
  found: DatadirState,
  id: string,
  manifest: Manifest,
  store: Store,
  options: RestoreOptions,
): Promise<RestoreResult> {
  const { datadir, signal, now = Date.now } = options;
  const dirtyAs = (phase: Dirty['phase']) =>
    writeDirty(datadir, {
      format: 'nodeyard-dirty/1',
      network: manifest.network,
      client: manifest.client,
      snapshot: id,
      phase,
      since: instant(now()),
      ...recordOf(found.external),
    });

  const mountsHere = await fixedPathsOf(datadir, found.external);
  const local = await prepareDatadir(found, manifest, mountsHere);
  const work = await resolveWorkingDir(local);
  const mounts = work.inPlace ? mountsHere : await mountPointsBelow(work.root);
  assertSameShape(local, manifest);
  if (!work.inPlace) assertSameShape(work.local, manifest);
  const surplus = await filesToDelete(work.local, manifest);
  const present = byPath(work.local.walked.files);
  const previous = work.inPlace ? await readPreviousRestore(local) : undefined;
  await assertFreeSpace(work.local, present, manifest);
  const desired = manifest.files.filter(file => {
    const trusted = trustedFile({ previous }, present.get(file.path));
    return !trusted || !sameContent(trusted, file);
  });
  const fixed = await assertWritable({
    root: work.root,
    external: work.local.external,
    walked: work.local.walked,
    desired,
    surplus,
    mounts,
  });
  if (!work.inPlace) await assertMayReceive(local, manifest, mountsHere);
  if (fixed.size > 0) {
    await assertSameContent(
      options,
      { store, manifest, local, work: work.local },
      fixed,
    );
  }
  throwIfAborted(signal, 'before the datadir was touched');
  await createStateFolder(datadir);
  const filled = async () => {
    await assertUntouched(isMoving(found) ? local : found);
    await assertNotLocked(
      datadir,
      (await walk(datadir, found.external)).files.map(file => file.path),
      found.external,
    );
    await createWorkingDir(datadir, work.root);
    await dirtyAs(work.inPlace ? 'inPlace' : 'partial');

    const done = await withTree(
      work.root,
      tree =>
        writeMissing(store, id, options, {
          manifest,
          present,
          previous,
          output: new FileOutput(tree, mounts),
          place: work.local,
          mayLackMetadata: path =>
            found.dirty !== undefined && !fixed.has(path),
        }),
      work.local.external,
    );
    await deleteFiles(work.root, surplus, mounts, work.local.external);
    if (!work.inPlace) {
      await dirtyAs('renaming');
      await moveIntoPlace(datadir);
    }
    await writeLocalCopies(datadir, store, manifest, signal);
    await writeMarker(datadir, await createMarker(found, id, manifest, now()));
    await markHistory(datadir, manifest);
    await removeOtherCopies(datadir, manifest);
    await removeDirty(datadir);
    return {
      snapshot: id,
      block: manifest.block.number,
      totalBytes: manifest.totals.bytes,
      deleted: surplus.length,
      ...done,
    };
  };
  return withRestoreLock(datadir, () =>
    mapFsErrors(datadir, filled, toWriteError),
  );
}

/** Files that cannot be changed must already have the right content. */
async function assertSameContent(
  options: RestoreOptions,
  seen: Parameters<typeof compareAll>[1],
  fixed: ReadonlyMap<string, Obstacle>,
): Promise<void> {
  const differing = new Set<string>();
  const noting = {
    prepare: async ({ path }: ManifestFile) => void differing.add(path),
    onMissing: async () => {},
    onCompared: async () => {},
    progress: () => {},
  };
  await compareAll(options, seen, noting, new Set(fixed.keys()));
  for (const path of differing) {
    const why = fixed.get(path);
    if (why) throw cannotChangeError(seen.work.datadir, path, why);
  }
}

/** Check that the files in `.partial` can be moved into the datadir at the end. */
async function assertMayReceive(
  { datadir, external, walked }: DatadirState,
  manifest: Manifest,
  mounts: ReadonlySet<string>,
): Promise<void> {
  await assertWritable({
    root: datadir,
    external,
    walked,
    desired: manifest.files,
    surplus: [],
    mounts,
  });
}

function isMoving({ dirty }: DatadirState): boolean {
  return (
    dirty !== undefined && dirty !== 'unreadable' && dirty.phase === 'renaming'
  );
}

/** Complete an interrupted move, and choose `.partial` for an empty datadir. */
async function prepareDatadir(
  found: DatadirState,
  manifest: Manifest,
  mounts: ReadonlySet<string>,
): Promise<DatadirState> {
  if (isMoving(found)) {
    await withRestoreLock(found.datadir, () => moveIntoPlace(found.datadir));
    return inspectDatadir(found.datadir, found.external);
  }
  // Files cannot be moved to another file system: a datadir with mounts is written in place.
  const isSplit =
    found.external.size > 0 ||
    found.walked.folders.some(folder => mounts.has(folder));
  if (
    isSplit ||
    found.dirty !== undefined ||
    !isEmpty(found, manifest.client)
  ) {
    return found;
  }
  return {
    ...found,
    dirty: {
      format: 'nodeyard-dirty/1',
      network: manifest.network,
      client: manifest.client,
      snapshot: '',
      phase: 'partial',
      since: '',
    },
  };
}

async function writeMissing(
  store: Store,
  id: string,
  options: RestoreOptions,
  work: Pick<ReconcileTask, 'manifest' | 'present' | 'previous'> & {
    place: Pick<DatadirState, 'datadir' | 'external'>;
    output: FileOutput;
    mayLackMetadata(path: string): boolean;
  },
): Promise<Pick<RestoreResult, 'files' | 'fetchedBytes' | 'writtenBytes'>> {
  const { signal } = options;
  const packs = new PackNumbers();
  const pool = createPool(options, packs, work.place);
  const packNumber = (digest: string) => packs.numberOf(digest);
  const packDigest = (number: number) => packs.digest(number) ?? '';
  const { manifest, present, previous } = work;
  const indexes = cachedIndexes(options.datadir, store);
  const task = {
    manifest,
    present,
    previous,
    indexes,
    packNumber,
    pool,
    signal,
  };
  try {
    const writer = new RestoreWriter(
      task,
      work.output,
      packDigest,
      work.mayLackMetadata,
      options.onProgress,
    );
    await reconcile(task, writer);
    await writer.fetches.finish();
    const failed = writer.fetches.failed.splice(0);
    if (failed.length > 0) {
      const elsewhere = await findAlternativeLocations(
        store,
        failed,
        packDigest,
        packNumber,
        signal,
      );
      for (const chunk of elsewhere) await writer.fetches.request(chunk);
      await writer.fetches.finish();
      assertNoneLost(id, failed, elsewhere, writer.fetches.failed, packDigest);
    }
    await pool.broadcast({ kind: 'flush' });
    await writer.flush();
    if (options.verify === 'files') await verifyFiles(task, work.place);
    return {
      files: writer.files,
      fetchedBytes: writer.fetches.fetchedBytes,
      writtenBytes: writer.fetches.writtenBytes,
    };
  } finally {
    await pool.end();
  }
}

function assertNoneLost(
  id: string,
  failed: readonly MissingChunk[],
  elsewhere: readonly MissingChunk[],
  failedAgain: readonly MissingChunk[],
  packDigest: (pack: number) => string,
): void {
  const foundFor = new Set(
    elsewhere.map(chunk => `${chunk.file.path}@${chunk.at}`),
  );
  const lost = [
    ...failedAgain,
    ...failed.filter(chunk => !foundFor.has(`${chunk.file.path}@${chunk.at}`)),
  ];
  const [first] = lost;
  if (!first) return;
  throw corrupt(
    'chunk-lost',
    `Snapshot ${id} is damaged: ${
      lost.length
    } chunks are missing or wrong, the first in ${first.file.path} at ${
      first.at
    }, pack ${packDigest(first.pack)}, and no other snapshot has it. ` +
      'The datadir is marked dirty: restore another snapshot over it, or run "snapshot-builder verify --repair" and build again.',
  );
}

/** Read all files again and compare, for disks that are not trusted. */
async function verifyFiles(
  task: ReconcileTask,
  { datadir, external }: Pick<DatadirState, 'datadir' | 'external'>,
): Promise<void> {
  const present = byPath((await walk(datadir, external)).files);
  let wrong: string | undefined;
  await reconcile(
    { ...task, present, previous: undefined },
    {
      prepare: async () => {},
      onMissing: async chunk => {
        wrong ??= chunk.file.path;
      },
      onCompared: async () => {},
      progress: () => {},
    },
  );
  if (wrong) {
    throw corrupt(
      'file-differs',
      `${wrong} reads otherwise than it was written: its disk or file system fails. The datadir is marked dirty.`,
    );
  }
}

/** For marks of the datadir, so that the next restore is not given fewer. */
function recordOf(external: ExternalFolders): { external?: string[] } {
  return external.size > 0 ? { external: [...external.keys()] } : {};
}

async function createMarker(
  { datadir, external }: DatadirState,
  id: string,
  manifest: Manifest,
  now: number,
): Promise<Marker> {
  const restored = new Set(manifest.files.map(file => file.path));
  const files = (await walk(datadir, external)).files.filter(file =>
    restored.has(file.path),
  );
  return markerSchema.parse({
    format: 'nodeyard-restored/1',
    network: manifest.network,
    client: manifest.client,
    snapshot: id,
    digest: manifest.digest,
    block: manifest.block.number,
    restoredAt: instant(now),
    ...recordOf(external),
    files: Object.fromEntries(
      files.map(file => [
        file.path,
        [file.size, String(file.mtime), String(file.ctime), String(file.inode)],
      ]),
    ),
  });
}
