import { readFile, stat } from 'node:fs/promises';
import {
  noExternalFolders,
  placeOf,
  type ExternalFolders,
} from '../files/externalFolders';
import { ignoreNotFound, refused } from '@nodeyard/snapshot-store';

/** Files that clients lock while they run: geth's instance and databases, RocksDB, MDBX. */
const LOCK_NAMES = ['LOCK', 'FLOCK', 'lock', 'mdbx.lck'];

/** A file lock that is held by a process. */
export interface HeldLock {
  path: string;
  /** Process ID in this PID namespace; -1 for open file description locks. */
  pid: number;
}

/**
 * A lock file of the datadir that is held by a process, if any.
 *
 * /proc/locks lists all three kinds of locks (flock, POSIX, open file description) of visible processes. Locks of other pods
 * are not listed: there, the volume's access mode and the orchestrator prevent concurrent use.
 *
 * @param paths - files of the datadir, relative
 */
export async function findHeldLock(
  datadir: string,
  paths: readonly string[],
  external: ExternalFolders = noExternalFolders,
): Promise<HeldLock | undefined> {
  const table = await ignoreNotFound(readFile('/proc/locks', 'utf8'));
  if (!table) return undefined;
  const holders = new Map<string, number>();
  for (const line of table.split('\n')) {
    const [, pid, majorHex, minorHex, inode] =
      /^\d+: \S+ +\S+ +\S+ +(-?\d+) ([0-9a-f]+):([0-9a-f]+):(\d+) /.exec(
        line,
      ) ?? [];
    if (pid && majorHex && minorHex && inode) {
      holders.set(
        `${parseInt(majorHex, 16)}:${parseInt(minorHex, 16)}:${inode}`,
        Number(pid),
      );
    }
  }
  for (const path of paths.filter(isLock)) {
    const found = await ignoreNotFound(
      stat(placeOf(datadir, external, path), { bigint: true }),
    );
    const pid =
      found &&
      holders.get(`${major(found.dev)}:${minor(found.dev)}:${found.ino}`);
    if (pid !== undefined) return { path, pid };
  }
  return undefined;
}

/** @throws SnapshotError `refused` when a process holds a lock of the datadir */
export async function assertNotLocked(
  datadir: string,
  paths: readonly string[],
  external: ExternalFolders = noExternalFolders,
): Promise<void> {
  const lock = await findHeldLock(datadir, paths, external);
  if (lock) {
    throw refused(
      'datadir-locked',
      `${placeOf(datadir, external, lock.path)} is locked${
        lock.pid > 0 ? ` by process ${lock.pid}` : ''
      }: a node is running on it. Stop it cleanly first.`,
    );
  }
}

function isLock(path: string): boolean {
  return LOCK_NAMES.includes(path.slice(path.lastIndexOf('/') + 1));
}

/** Major and minor number of a device, as glibc's gnu_dev_major and gnu_dev_minor take them apart. */
function major(device: bigint): bigint {
  return ((device >> 8n) & 0xfffn) | ((device >> 32n) & 0xfffff000n);
}

function minor(device: bigint): bigint {
  return (device & 0xffn) | ((device >> 12n) & 0xffffff00n);
}
