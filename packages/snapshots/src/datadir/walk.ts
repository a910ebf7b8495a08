import { BigIntStats } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { comparePaths, PARTIAL_FOLDER, STATE_FOLDER } from '../format/paths';

/** A regular file of a datadir, and what tells whether it has changed. */
export interface LocalFile {
  path: string;
  size: number;
  /** Permission bits. */
  mode: number;
  /** Nanoseconds since 1970. */
  mtime: bigint;
  ctime: bigint;
  inode: bigint;
}

/** What a datadir holds. */
export interface Walked {
  /** Sorted by the bytes of their paths. */
  files: LocalFile[];
  folders: string[];
  /** Symbolic links, devices, pipes: what no snapshot can hold. Sockets are left out. */
  others: string[];
}

/** One after the other, an answer of the disk each, would take seconds for ten thousand files. */
const LOOKS_AT_ONCE = 64;

/** Look at every file of a datadir but those of these tools, following no link. */
export async function walk(datadir: string): Promise<Walked> {
  const walked: Walked = { files: [], folders: [], others: [] };
  await walkFolder(datadir, '', walked);
  walked.files.sort((a, b) => comparePaths(a.path, b.path));
  return walked;
}

async function walkFolder(
  datadir: string,
  folder: string,
  walked: Walked,
): Promise<void> {
  const entries = await readdir(join(datadir, folder), { withFileTypes: true });
  const files: string[] = [];
  for (const entry of entries) {
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    if (
      path === STATE_FOLDER ||
      path === PARTIAL_FOLDER ||
      path === 'lost+found'
    )
      continue;
    if (entry.isDirectory()) {
      walked.folders.push(path);
      await walkFolder(datadir, path, walked);
    } else if (entry.isFile()) {
      files.push(path);
    } else if (!entry.isSocket()) {
      walked.others.push(path);
    }
  }
  for (let at = 0; at < files.length; at += LOOKS_AT_ONCE) {
    const some = files.slice(at, at + LOOKS_AT_ONCE).map(async path => {
      return localFile(
        path,
        await lstat(join(datadir, path), { bigint: true }),
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
  };
}

/** Whether a file is, by its stat, what it was: ctime changes with every write and cannot be set back. */
export function isUntouched(now: LocalFile, before: LocalFile): boolean {
  return (
    now.size === before.size &&
    now.mtime === before.mtime &&
    now.ctime === before.ctime &&
    now.inode === before.inode
  );
}
