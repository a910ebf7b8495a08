import { instant } from '../format/documents';
import {
  Dirty,
  markerSchema,
  Marker,
  removeDirty,
  writeDirty,
  writeMarker,
} from '../datadir/marker';
import { claimed } from '../datadir/claim';
import { markHistory } from '../datadir/history';
import { assertNotLocked } from '../datadir/lock';
import { refusing, writeFailure } from '../datadir/failures';
import { walk } from '../datadir/walk';
import { mountsBelow } from '../files/mounts';
import { withTree } from '../files/tree';
import { Manifest, ManifestFile } from '../format/manifest';
import { PackNumbers } from '../build/packNumbers';
import { corrupt, heed, Outcome, settled } from '../stopped';
import { Store } from '../store/store';
import { otherPlaces } from './alternatives';
import { assertChangeable, mustChange } from './changeable';
import { Obstacle } from './changeWay';
import { WantedChunk } from './fetches';
import { FileOutput } from './fileOutput';
import { Filling } from './filling';
import { forgetOthers, indexesNearby, keepHere } from './localIndexes';
import {
  beforeOf,
  byPath,
  lookThrough,
  PlanOptions,
  poolFor,
  workOn,
} from './plan';
import { moveIntoPlace } from './moveIntoPlace';
import { reconcile, sameContent, trustedFile } from './reconcile';
import { Reconciled } from './reconciler';
import { assertRoom, assertSameShape, filesToDelete, Local } from './refusals';
import { withSuited } from './suited';
import { assertUntouched } from './whoChanged';
import {
  assertOwnFolders,
  deleteFiles,
  isEmpty,
  look,
  makeStateFolder,
  makeWorkFolder,
} from './target';

/** @public */
export interface RestoreOptions extends PlanOptions {
  /** `chunks`: each is verified before it is written. `files`: all files are read again at the end as well. */
  verify?: 'chunks' | 'files';
  now?: () => number;
}

/** @public */
export interface Restored {
  snapshot: string;
  block: number;
  files: { same: number; changed: number; new: number };
  totalBytes: number;
  fetchedBytes: number;
  writtenBytes: number;
  deleted: number;
}

/**
 * Make a datadir equal to a snapshot, fetching only what it lacks.
 *
 * From the first write until the end the datadir is marked dirty; running it again finishes what was interrupted. Secrets,
 * locks and whatever else no snapshot holds are left as they are. @public
 */
export function restore(options: RestoreOptions): Promise<Outcome<Restored>> {
  return settled(() =>
    refusing(options.datadir, () =>
      withSuited(options, async ({ store, id, manifest, local }) => {
        await assertOwnFolders(options.datadir);
        return restoreInto(local, id, manifest, store, options);
      }),
    ),
  );
}

async function restoreInto(
  found: Local,
  id: string,
  manifest: Manifest,
  store: Store,
  options: RestoreOptions,
): Promise<Restored> {
  const { datadir, signal, now = Date.now } = options;
  const dirtyAs = (phase: Dirty['phase']) =>
    writeDirty(datadir, {
      format: 'nodeyard-dirty/1',
      network: manifest.network,
      client: manifest.client,
      snapshot: id,
      phase,
      since: instant(now()),
    });

  const mountsHere = await mountsBelow(datadir);
  const local = await readyToWork(found, manifest, mountsHere);
  const work = await workOn(local);
  const mounts = work.inPlace ? mountsHere : await mountsBelow(work.root);
  assertSameShape(local, manifest);
  if (!work.inPlace) assertSameShape(work.local, manifest);
  const surplus = await filesToDelete(work.local, manifest);
  const present = byPath(work.local.walked.files);
  const before = work.inPlace ? await beforeOf(local) : undefined;
  await assertRoom(work.root, present, manifest);
  const wanted = manifest.files.filter(file => {
    const trusted = trustedFile({ before }, present.get(file.path));
    return !trusted || !sameContent(trusted, file);
  });
  const fixed = await assertChangeable({
    root: work.root,
    walked: work.local.walked,
    wanted,
    surplus,
    mounts,
  });
  if (!work.inPlace) await assertMayReceive(local, manifest, mountsHere);
  if (fixed.size > 0)
    await assertSameContent(
      options,
      { store, manifest, local, work: work.local },
      fixed,
    );
  heed(signal, 'before the datadir was touched');
  await makeStateFolder(datadir);
  const filled = async () => {
    await assertUntouched(isMoving(found) ? local : found);
    await assertNotLocked(
      datadir,
      (await walk(datadir)).files.map(file => file.path),
    );
    await makeWorkFolder(datadir, work.root);
    await dirtyAs(work.inPlace ? 'inPlace' : 'partial');

    const done = await withTree(work.root, tree =>
      fillIn(store, id, options, {
        manifest,
        present,
        before,
        output: new FileOutput(tree, mounts),
        root: work.root,
        mayBeUnsealed: path => found.dirty !== undefined && !fixed.has(path),
      }),
    );
    await deleteFiles(work.root, surplus, mounts);
    if (!work.inPlace) {
      await dirtyAs('renaming');
      await moveIntoPlace(datadir);
    }
    await keepHere(datadir, store, manifest, signal);
    await writeMarker(datadir, await markerOf(datadir, id, manifest, now()));
    await markHistory(datadir, manifest);
    await forgetOthers(datadir, manifest);
    await removeDirty(datadir);
    return {
      snapshot: id,
      block: manifest.block.number,
      totalBytes: manifest.totals.bytes,
      deleted: surplus.length,
      ...done,
    };
  };
  return claimed(datadir, () => refusing(datadir, filled, writeFailure));
}

/** What cannot be changed must be as it should be already. */
async function assertSameContent(
  options: RestoreOptions,
  seen: Parameters<typeof lookThrough>[1],
  fixed: ReadonlyMap<string, Obstacle>,
): Promise<void> {
  const differing = new Set<string>();
  const noting = {
    prepare: async ({ path }: ManifestFile) => void differing.add(path),
    want: async () => {},
    looked: async () => {},
    progress: () => {},
  };
  await lookThrough(options, seen, noting, new Set(fixed.keys()));
  for (const path of differing) {
    const why = fixed.get(path);
    if (why) throw mustChange(seen.work.datadir, path, why);
  }
}

/** The datadir that grows in `.partial` is moved out of it at the end: that must not fail then. */
async function assertMayReceive(
  { datadir, walked }: Local,
  manifest: Manifest,
  mounts: ReadonlySet<string>,
): Promise<void> {
  await assertChangeable({
    root: datadir,
    walked,
    wanted: manifest.files,
    surplus: [],
    mounts,
  });
}

function isMoving({ dirty }: Local): boolean {
  return (
    dirty !== undefined && dirty !== 'unreadable' && dirty.phase === 'renaming'
  );
}

/** Finish a move that was interrupted, and let an empty datadir grow in `.partial`. */
async function readyToWork(
  found: Local,
  manifest: Manifest,
  mounts: ReadonlySet<string>,
): Promise<Local> {
  if (isMoving(found)) {
    await claimed(found.datadir, () => moveIntoPlace(found.datadir));
    return look(found.datadir);
  }
  // Nothing can be moved onto another file system: what has one inside is filled in place.
  const isSplit = found.walked.folders.some(folder => mounts.has(folder));
  if (isSplit || found.dirty !== undefined || !isEmpty(found, manifest.client))
    return found;
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

async function fillIn(
  store: Store,
  id: string,
  options: RestoreOptions,
  work: Pick<Reconciled, 'manifest' | 'present' | 'before'> & {
    root: string;
    output: FileOutput;
    mayBeUnsealed(path: string): boolean;
  },
): Promise<Pick<Restored, 'files' | 'fetchedBytes' | 'writtenBytes'>> {
  const { signal } = options;
  const packs = new PackNumbers();
  const pool = poolFor(options, packs, work.root);
  const packNumber = (digest: string) => packs.of(digest);
  const packDigest = (number: number) => packs.digest(number) ?? '';
  const { manifest, present, before } = work;
  const indexes = indexesNearby(options.datadir, store);
  const task = { manifest, present, before, indexes, packNumber, pool, signal };
  try {
    const filling = new Filling(
      task,
      work.output,
      packDigest,
      work.mayBeUnsealed,
      options.onProgress,
    );
    await reconcile(task, filling);
    await filling.fetches.finish();
    const failed = filling.fetches.failed.splice(0);
    if (failed.length > 0) {
      const elsewhere = await otherPlaces(
        store,
        failed,
        packDigest,
        packNumber,
        signal,
      );
      for (const chunk of elsewhere) await filling.fetches.want(chunk);
      await filling.fetches.finish();
      assertNoneLost(id, failed, elsewhere, filling.fetches.failed, packDigest);
    }
    await pool.everyThread({ kind: 'flush' });
    await filling.settle();
    if (options.verify === 'files') await assertWritten(task, work.root);
    return {
      files: filling.files,
      fetchedBytes: filling.fetches.fetchedBytes,
      writtenBytes: filling.fetches.writtenBytes,
    };
  } finally {
    await pool.end();
  }
}

function assertNoneLost(
  id: string,
  failed: readonly WantedChunk[],
  elsewhere: readonly WantedChunk[],
  failedAgain: readonly WantedChunk[],
  packDigest: (pack: number) => string,
): void {
  const foundFor = new Set(
    elsewhere.map(chunk => `${chunk.file.path}@${chunk.at}`),
  );
  const lost = [
    ...failedAgain,
    ...failed.filter(chunk => !foundFor.has(`${chunk.file.path}@${chunk.at}`)),
  ];
  if (lost.length === 0) return;
  const [first] = lost;
  throw corrupt(
    'chunk-lost',
    `Snapshot ${id} is damaged: ${
      lost.length
    } chunks are missing or wrong, the first in ${first.file.path} at ${
      first.at
    }, pack ${packDigest(first.pack)}, and no other snapshot has it. ` +
      'The datadir is marked dirty: restore another snapshot over it, or run "snapshot-builder verify --remove-damaged" and build again.',
  );
}

/** Read everything again and compare, for disks that are not trusted. */
async function assertWritten(task: Reconciled, root: string): Promise<void> {
  const present = byPath((await walk(root)).files);
  let wrong: string | undefined;
  await reconcile(
    { ...task, present, before: undefined },
    {
      prepare: async () => {},
      want: async chunk => {
        wrong ??= chunk.file.path;
      },
      looked: async () => {},
      progress: () => {},
    },
  );
  if (wrong)
    throw corrupt(
      'file-differs',
      `${wrong} reads otherwise than it was written: its disk or file system fails. The datadir is marked dirty.`,
    );
}

async function markerOf(
  datadir: string,
  id: string,
  manifest: Manifest,
  now: number,
): Promise<Marker> {
  const restored = new Set(manifest.files.map(file => file.path));
  const files = (await walk(datadir)).files.filter(file =>
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
    files: Object.fromEntries(
      files.map(file => [
        file.path,
        [file.size, String(file.mtime), String(file.ctime), String(file.inode)],
      ]),
    ),
  });
}
