import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { orAbsent } from '../files/systemError';
import { refused } from '../stopped';

/** Files that clients lock while they run: geth's instance and databases, RocksDB, MDBX. */
const LOCK_NAMES = ['LOCK', 'FLOCK', 'lock', 'mdbx.lck'];

/** A lock that a process holds. */
export interface HeldLock {
  path: string;
  /** Process ID as this process sees it; -1 for locks that belong to an open file. */
  pid: number;
}

/**
 * A lock of the datadir that some process holds now, if any.
 *
 * Linux tells of all three kinds of locks (flock, POSIX, open file description) in /proc/locks, for the processes that
 * this one can see. Another pod's locks it does not show: there, the volume's access mode and the orchestrator keep the
 * node down.
 *
 * @param paths - files of the datadir, relative
 */
export async function heldLock(
  datadir: string,
  paths: readonly string[],
): Promise<HeldLock | undefined> {
  const table = await orAbsent(readFile('/proc/locks', 'utf8'));
  if (!table) return undefined;
  const holders = new Map<string, number>();
  for (const line of table.split('\n')) {
    const held =
      /^\d+: \S+ +\S+ +\S+ +(-?\d+) ([0-9a-f]+):([0-9a-f]+):(\d+) /.exec(line);
    if (held)
      holders.set(
        `${parseInt(held[2], 16)}:${parseInt(held[3], 16)}:${held[4]}`,
        Number(held[1]),
      );
  }
  for (const path of paths.filter(isLock)) {
    const found = await orAbsent(stat(join(datadir, path), { bigint: true }));
    const pid =
      found &&
      holders.get(`${major(found.dev)}:${minor(found.dev)}:${found.ino}`);
    if (pid !== undefined) return { path, pid };
  }
  return undefined;
}

/** @throws Stopped `refused` when a process holds a lock of the datadir */
export async function assertNotLocked(
  datadir: string,
  paths: readonly string[],
): Promise<void> {
  const lock = await heldLock(datadir, paths);
  if (lock)
    throw refused(
      'datadir-locked',
      `${datadir}/${lock.path} is locked${
        lock.pid > 0 ? ` by process ${lock.pid}` : ''
      }: a node is running on it. Stop it cleanly first.`,
    );
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
