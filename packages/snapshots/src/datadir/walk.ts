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
  uid: bigint;
  /** Names that the file has, here and elsewhere. */
  links: number;
}

/** What a datadir holds. */
export interface Walked {
  /** Sorted by the bytes of their paths. */
  files: LocalFile[];
  folders: string[];
  /** Symbolic links, devices, pipes, names that are no UTF-8: what no snapshot can hold. */
  others: string[];
  /** What clients make anew when they start. */
  sockets: string[];
}

/** One after the other, an answer of the disk each, would take seconds for ten thousand files. */
const LOOKS_AT_ONCE = 64;

export function nothing(): Walked {
  return { files: [], folders: [], others: [], sockets: [] };
}

/** Look at every file of a datadir but those of these tools, following no link. */
export async function walk(datadir: string): Promise<Walked> {
  const walked = nothing();
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
    // What stands for bytes that are no UTF-8: by this name, there is nothing.
    if (entry.name.includes('\ufffd')) {
      walked.others.push(path);
    } else if (entry.isDirectory()) {
      walked.folders.push(path);
      await walkFolder(datadir, path, walked);
    } else if (entry.isFile()) {
      files.push(path);
    } else {
      (entry.isSocket() ? walked.sockets : walked.others).push(path);
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
    uid: stat.uid,
    links: Number(stat.nlink),
  };
}

/** Of a file, what changes with it: ctime changes with every write and cannot be set back. */
export type Stamp = Pick<LocalFile, 'size' | 'mtime' | 'ctime' | 'inode'>;

/** Whether a file is, by its stat, what it was. */
export function isUntouched(now: Stamp, before: Stamp): boolean {
  return (
    now.size === before.size &&
    now.mtime === before.mtime &&
    now.ctime === before.ctime &&
    now.inode === before.inode
  );
}
