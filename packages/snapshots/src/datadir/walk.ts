import type { BigIntStats } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  noExternalFolders,
  placeOf,
  type ExternalFolders,
} from '../files/externalFolders';
import {
  comparePaths,
  ignoreNotFound,
  PARTIAL_FOLDER,
  STATE_FOLDER,
} from '@nodeyard/snapshot-store';

/** A regular file of a datadir, with the stat fields that detect changes. */
export interface LocalFile {
  path: string;
  size: number;
  /** Permission bits. */
  mode: number;
  /** Nanoseconds since 1970. */
  mtime: bigint;
  ctime: bigint;
  inode: bigint;
  uid: bigint;
  /** Number of hard links. */
  linkCount: number;
}

/** Contents of a datadir. */
export interface WalkResult {
  /** Sorted by the bytes of their paths. */
  files: LocalFile[];
  folders: string[];
  /** Symbolic links, devices, pipes, names that are not UTF-8: not supported in snapshots. */
  others: string[];
  /** Created by clients at their start. */
  sockets: string[];
}

/** Sequential calls of stat would take seconds for ten thousand files. */
const MAX_CONCURRENT_STATS = 64;

/** List all files of a datadir except those of these tools, without following links; external folders as part of it. A missing datadir is empty. */
export async function walk(
  datadir: string,
  external: ExternalFolders = noExternalFolders,
): Promise<WalkResult> {
  const walked: WalkResult = {
    files: [],
    folders: [],
    others: [],
    sockets: [],
  };
  await walkFolder({ datadir, external }, '', walked);
  for (const path of external.keys()) {
    const there = await ignoreNotFound(lstat(placeOf(datadir, external, path)));
    if (there) {
      walked.folders.push(path);
      await walkFolder({ datadir, external }, path, walked);
    }
  }
  walked.files.sort((a, b) => comparePaths(a.path, b.path));
  return walked;
}

async function walkFolder(
  root: { datadir: string; external: ExternalFolders },
  folder: string,
  walked: WalkResult,
): Promise<void> {
  const place = placeOf(root.datadir, root.external, folder);
  const listed = readdir(place, { withFileTypes: true });
  const entries = folder ? await listed : (await ignoreNotFound(listed)) ?? [];
  const files: string[] = [];
  for (const entry of entries) {
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    if (
      path === STATE_FOLDER ||
      path === PARTIAL_FOLDER ||
      path === 'lost+found' ||
      root.external.has(path)
    ) {
      continue;
    }
    // Replacement character for bytes that are not UTF-8: no file has this name.
    if (entry.name.includes('\ufffd')) {
      walked.others.push(path);
    } else if (entry.isDirectory()) {
      walked.folders.push(path);
      await walkFolder(root, path, walked);
    } else if (entry.isFile()) {
      files.push(path);
    } else {
      (entry.isSocket() ? walked.sockets : walked.others).push(path);
    }
  }
  for (let at = 0; at < files.length; at += MAX_CONCURRENT_STATS) {
    const some = files.slice(at, at + MAX_CONCURRENT_STATS).map(async path => {
      return localFile(
        path,
        await lstat(join(place, path.slice(path.lastIndexOf('/') + 1)), {
          bigint: true,
        }),
      );
    });
    walked.files.push(...(await Promise.all(some)));
  }
}

export function localFile(path: string, stat: BigIntStats): LocalFile {
  return {
    path,
    size: Number(stat.size),
    mode: Number(stat.mode & 0o777n),
    mtime: stat.mtimeNs,
    ctime: stat.ctimeNs,
    inode: stat.ino,
    uid: stat.uid,
    linkCount: Number(stat.nlink),
  };
}

/** Stat fields that change with a file: ctime changes with every write and cannot be reset. */
export type FileStamp = Pick<LocalFile, 'size' | 'mtime' | 'ctime' | 'inode'>;

/** Whether a file is unchanged by its stat. */
export function isUnchanged(now: FileStamp, before: FileStamp): boolean {
  return (
    now.size === before.size &&
    now.mtime === before.mtime &&
    now.ctime === before.ctime &&
    now.inode === before.inode
  );
}
