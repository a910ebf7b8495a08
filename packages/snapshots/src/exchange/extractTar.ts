import { constants } from 'node:fs';
import { join } from 'node:path';
import { Parser, type ReadEntry } from 'tar';
import { mapWriteError } from '../datadir/fsErrors';
import {
  isNeverStored,
  MAX_FILES,
  pathProblem,
  refused,
  type SnapshotError,
} from '@nodeyard/snapshot-store';
import { parentOf } from '../files/openFolders';
import type { Tree } from '../files/tree';

const FILE_TYPES = ['File', 'OldFile', 'ContiguousFile'];
/** With or without a list of its files, which is not read. */
const FOLDER_TYPES = ['Directory', 'GNUDumpDir'];
/** Long names and pax records of one entry. */
const MAX_META_BYTES = 64 * 1024;

export interface ExtractLimits {
  bytes: number;
  entries?: number;
}

export interface Extracted {
  paths: string[];
  bytes: number;
  /** Keys, locks and the like, which were not written. */
  skipped: string[];
}

/**
 * Write the regular files of a tar stream below a folder.
 *
 * Every other kind of entry except folders is refused, so that no entry can write through a link that an earlier one made.
 *
 * @throws SnapshotError `refused` `archive-entry`, `archive-malformed` or `archive-too-large`
 */
export async function extractTar(
  chunks: AsyncIterable<Buffer>,
  tree: Tree,
  globs: readonly string[],
  limits: ExtractLimits,
): Promise<Extracted> {
  const extracted: Extracted = { paths: [], bytes: 0, skipped: [] };
  const seen = new Map<string, string>();
  let failure: unknown;
  let current: ReadEntry | undefined;
  let onFailure = () => {};
  const failed = new Promise<void>(resolve => {
    onFailure = resolve;
  });
  let turn = Promise.resolve();
  const fail = (error: unknown) => {
    failure ??= error;
    // A file that waits for its rest would wait for ever.
    current?.destroy();
    onFailure();
  };
  const parser = new Parser({
    strict: true,
    maxMetaEntrySize: MAX_META_BYTES,
    // The stream is decompressed and bounded before.
    zstd: false,
    brotli: false,
    onReadEntry: (entry: ReadEntry) => {
      turn = turn
        .then(async () => {
          current = entry;
          if (failure === undefined) await writeEntry(entry);
        })
        .catch(fail);
    },
  });
  parser.on('error', (error: Error) => fail(malformed(error.message)));
  parser.on('ignoredEntry', (entry: ReadEntry) =>
    fail(malformed(`${shownPath(entry.path)} has too long names`)),
  );
  const ended = new Promise<void>(resolve => {
    parser.once('end', resolve);
  });

  async function writeEntry(entry: ReadEntry): Promise<void> {
    const path = entry.path.replace(/^(\.\/+)+/, '').replace(/\/+$/, '');
    const isFolder = FOLDER_TYPES.includes(entry.type);
    if (isFolder && (path === '' || path === '.')) {
      entry.resume();
      return;
    }
    const problem =
      kindProblem(entry, isFolder) ??
      pathProblem(path) ??
      (isFolder ? undefined : nameProblem(path, seen));
    if (problem) throw refusedEntry(entry.path, problem);
    if (isFolder || isNeverStored(path, globs)) {
      if (!isFolder) extracted.skipped.push(path);
      entry.resume();
      return;
    }
    const { entries = MAX_FILES, bytes } = limits;
    if (extracted.paths.length >= entries) {
      throw tooLarge(`it has more than ${entries} files`);
    }
    if (extracted.bytes + entry.size > bytes) {
      throw tooLarge(`its files need more than ${bytes} bytes`);
    }
    extracted.bytes += entry.size;
    extracted.paths.push(path);
    await mapWriteError(
      join(tree.root, path),
      writeFile(tree, path, entry, () => failure !== undefined),
    );
  }

  const feed = async () => {
    for await (const chunk of chunks) {
      if (failure !== undefined) return;
      if (!parser.write(chunk)) {
        await Promise.race([
          new Promise<void>(resolve => {
            parser.once('drain', resolve);
          }),
          failed,
        ]);
      }
    }
    if (failure !== undefined) return;
    parser.end();
    await Promise.race([ended, failed]);
  };
  try {
    await feed();
  } catch (error) {
    fail(error);
  }
  await turn;
  if (failure !== undefined) throw failure;
  if (extracted.paths.length === 0) throw malformed('it has no files');
  return extracted;
}

async function writeFile(
  tree: Tree,
  path: string,
  entry: ReadEntry,
  isStopped: () => boolean,
): Promise<void> {
  await tree.createFolder(parentOf(path));
  const file = await tree.open(
    path,
    constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL,
    0o600,
  );
  try {
    for await (const chunk of entry) {
      await file.writeFile(chunk);
      // An entry that was destroyed between two reads would never end.
      if (isStopped()) return;
    }
    await file.chmod(((entry.mode ?? 0o600) & 0o777) | 0o400);
    if (entry.mtime) await file.utimes(entry.mtime, entry.mtime);
    await file.sync();
  } finally {
    await file.close();
  }
}

function kindProblem(entry: ReadEntry, isFolder: boolean): string | undefined {
  if (!isFolder && !FILE_TYPES.includes(entry.type)) {
    return `is of type ${entry.type}: only files and folders are extracted`;
  }
  const isSparse =
    entry.path.includes('GNUSparseFile.') ||
    Object.keys(entry.extended ?? {}).some(key => key.startsWith('GNU.sparse'));
  return isSparse
    ? 'is a sparse file: make the archive without --sparse'
    : undefined;
}

/** Twice the same name, also for file systems that ignore case or the form of Unicode. */
function nameProblem(
  path: string,
  seen: Map<string, string>,
): string | undefined {
  const key = path.normalize('NFC').toLowerCase();
  const before = seen.get(key);
  seen.set(key, path);
  if (before === undefined) return undefined;
  return before === path
    ? 'occurs twice'
    : `differs from ${shownPath(before)} only in case or Unicode form`;
}

function refusedEntry(path: string, why: string): SnapshotError {
  return refused(
    'archive-entry',
    `The archive is not imported: ${shownPath(path)} ${why}.`,
  );
}

function shownPath(path: string): string {
  return JSON.stringify(path.slice(0, 200));
}

export function malformed(why: string): SnapshotError {
  return refused(
    'archive-malformed',
    `The archive is no complete tar file: ${why}. Get it again.`,
  );
}

export function tooLarge(why: string): SnapshotError {
  return refused(
    'archive-too-large',
    `The archive is not imported: ${why}. Enlarge the volume, or raise --max-bytes.`,
  );
}
