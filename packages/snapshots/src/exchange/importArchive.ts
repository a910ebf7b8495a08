import { createHash } from 'node:crypto';
import { rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { findExecutionClient } from '@nodeyard/ethereum';
import { assertDatadir, nestedDatadir } from '../datadir/chainFiles';
import { uncleanShutdownReason } from '../datadir/cleanShutdown';
import { mapFsErrors, toWriteError } from '../datadir/fsErrors';
import {
  IMPORTED,
  readDirty,
  removeDirty,
  writeDirty,
  type Dirty,
} from '../datadir/marker';
import {
  corrupt,
  instant,
  isNeverStored,
  PARTIAL_FOLDER,
  refused,
  type Result,
  STATE_FOLDER,
  toResult,
} from '@nodeyard/snapshot-store';
import { withRestoreLock } from '../datadir/restoreLock';
import { walk } from '../datadir/walk';
import { withTree } from '../files/tree';
import type { OnProgress } from '../progress';
import {
  assertOwnFolders,
  createStateFolder,
  inspectDatadir,
  isEmpty,
  partialFolder,
} from '../restore/datadirState';
import { moveIntoPlace } from '../restore/moveIntoPlace';
import {
  cancelledImport,
  openArchive,
  type DownloadTimes,
} from './archiveSource';
import { decompressed } from './compression';
import { extractTar, type Extracted } from './extractTar';

const SPARE_BYTES = 64 * 1024 * 1024;
const UNPACKED = `${STATE_FOLDER}/unpacked`;

/** @public */
export interface ImportOptions {
  /** `-` for standard input, an http(s) URL, or the path of a file. */
  from: string;
  datadir: string;
  network: string;
  client: string;
  /** Of the archive as it is stored, in lower-case hex; without it, nothing proves that the archive is whole. */
  sha256?: string;
  /** Limit of the extracted bytes; the free space of the volume if that is less. */
  maxBytes?: number;
  signal?: AbortSignal;
  onProgress?: OnProgress;
  now?: () => number;
  /** @internal */
  times?: DownloadTimes;
}

/** @public */
export interface ImportResult {
  files: number;
  bytes: number;
  /** Bytes of the archive; 0 if only the move of an earlier import was completed. */
  readBytes: number;
  /** Of the archive; null if only the move of an earlier import was completed. */
  sha256: string | null;
  /** Folder of the archive that was the datadir; empty if it was the archive itself. */
  folder: string;
  /** Files that no snapshot may contain; they were not kept. */
  skipped: number;
  /** Why the archive was not made of a node that was stopped cleanly; null without evidence. */
  unclean: string | null;
}

/**
 * Make an empty datadir from a published archive: tar, tar.zst or tar.gz.
 *
 * The files are extracted to `.partial`, and moved into place when the archive is whole, its checksum is right, and its files are
 * those of a datadir of the client. An interrupted import begins anew, or completes the move. @public
 */
export function importArchive(
  options: ImportOptions,
): Promise<Result<ImportResult>> {
  const { datadir } = options;
  return toResult(() =>
    mapFsErrors(
      datadir,
      async () => {
        const isMoving = await isImportMoving(options);
        if (!isMoving) await assertMayImport(options);
        await createStateFolder(datadir);
        await assertOwnFolders(datadir);
        return withRestoreLock(datadir, () =>
          isMoving ? completeMove(options) : importInto(options),
        );
      },
      toWriteError,
    ),
  );
}

/** Whether an import was interrupted while it moved its files into place. */
async function isImportMoving({ datadir }: ImportOptions): Promise<boolean> {
  const dirty = await readDirty(datadir);
  return (
    dirty !== undefined &&
    dirty !== 'unreadable' &&
    dirty.snapshot === IMPORTED &&
    dirty.phase === 'renaming'
  );
}

async function completeMove({
  datadir,
  client,
}: ImportOptions): Promise<ImportResult> {
  await moveIntoPlace(datadir);
  await removeDirty(datadir);
  const { files } = await walk(datadir);
  return {
    files: files.length,
    bytes: files.reduce((total, file) => total + file.size, 0),
    readBytes: 0,
    sha256: null,
    folder: '',
    skipped: 0,
    unclean: uncleanShutdownReason(client, null, files) ?? null,
  };
}

async function assertMayImport({
  datadir,
  client,
}: ImportOptions): Promise<void> {
  const local = await inspectDatadir(datadir);
  if (!isEmpty(local, client)) {
    throw refused(
      'datadir-not-empty',
      `${datadir} holds a chain. Give an empty datadir; an import replaces none.`,
    );
  }
  if (
    local.dirty &&
    (local.dirty === 'unreadable' || local.dirty.snapshot !== IMPORTED)
  ) {
    throw refused(
      'datadir-dirty',
      `${datadir} is between two states: a restore is incomplete. Complete it with "delta-sync restore", or empty the datadir.`,
    );
  }
}

async function importInto(options: ImportOptions): Promise<ImportResult> {
  const { datadir, client, network, signal, now = Date.now } = options;
  const mark = (phase: Dirty['phase']) =>
    writeDirty(datadir, {
      format: 'nodeyard-dirty/1',
      network,
      client,
      snapshot: IMPORTED,
      phase,
      since: instant(now()),
    });
  const globs = findExecutionClient(client)?.neverSnapshot ?? [];
  await mark('partial');
  await removeWork(datadir);
  const { bavail, bsize } = await statfs(datadir);
  const room = Math.max(0, bavail * bsize - SPARE_BYTES);
  const limit = Math.min(room, options.maxBytes ?? room);
  const source = await openArchive(options.from, signal, options.times);
  const hash = createHash('sha256');
  let readBytes = 0;
  async function* hashed(): AsyncGenerator<Buffer, void> {
    for await (const chunk of source.chunks) {
      if (signal?.aborted) throw cancelledImport();
      hash.update(chunk);
      readBytes += chunk.length;
      options.onProgress?.({
        phase: 'fetch',
        doneBytes: readBytes,
        totalBytes: source.size ?? readBytes,
      });
      yield chunk;
    }
  }
  const rest = hashed();
  const partial = partialFolder(datadir);
  let extracted: Extracted;
  try {
    extracted = await withTree(partial, async tree => {
      await tree.createFolder('');
      return extractTar(decompressed(unended(rest)), tree, globs, {
        bytes: limit,
      });
    });
    // What follows the end of the tar belongs to the checksum too.
    for await (const _ of rest);
  } finally {
    await rest.return();
  }
  const sha256 = hash.digest('hex');
  if (options.sha256 !== undefined && options.sha256 !== sha256) {
    throw corrupt(
      'archive-checksum',
      `The archive has SHA-256 ${sha256}, not ${options.sha256}. Nothing was imported. Get it again, or correct the checksum.`,
    );
  }
  const folder = nestedDatadir(client, extracted.paths) ?? '';
  if (folder) await hoist(datadir, folder);
  const { files } = await walk(partial);
  const secrets = files.filter(file => isNeverStored(file.path, globs));
  await withTree(partial, async tree => {
    for (const { path } of secrets) await tree.remove(path);
  });
  const kept = files.filter(file => !isNeverStored(file.path, globs));
  assertDatadir(
    'The archive',
    client,
    kept.map(file => file.path),
  );
  await mark('renaming');
  await moveIntoPlace(datadir);
  await removeDirty(datadir);
  await removeWork(datadir);
  return {
    files: kept.length,
    bytes: kept.reduce((total, file) => total + file.size, 0),
    readBytes,
    sha256,
    folder,
    skipped: extracted.skipped.length + secrets.length,
    unclean: uncleanShutdownReason(client, null, kept) ?? null,
  };
}

/** An iterable that a consumer ends without ending the generator. */
function unended(all: AsyncGenerator<Buffer>): AsyncIterable<Buffer> {
  return { [Symbol.asyncIterator]: () => ({ next: () => all.next() }) };
}

/** Make a folder of `.partial` the whole of it; an interruption leaves the datadir to be imported anew. */
async function hoist(datadir: string, folder: string): Promise<void> {
  await withTree(datadir, async tree => {
    await tree.rename(`${PARTIAL_FOLDER}/${folder}`, UNPACKED);
    await rm(join(datadir, PARTIAL_FOLDER), { recursive: true, force: true });
    await tree.rename(UNPACKED, PARTIAL_FOLDER);
    await tree.sync('');
  });
}

async function removeWork(datadir: string): Promise<void> {
  await rm(partialFolder(datadir), { recursive: true, force: true });
  await rm(join(datadir, UNPACKED), { recursive: true, force: true });
}
