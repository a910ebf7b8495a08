import { randomUUID } from 'node:crypto';
import type { promises as fs } from 'node:fs';
import { constants, futimesSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import {
  acquireLockFile,
  ignoreExisting,
  ignoreUnexpectedFile,
  type LockFiles,
  refused,
  STATE_FOLDER,
} from '@nodeyard/snapshot-store';
import type { Tree } from '../files/tree';
import { withTree } from '../files/tree';

const LOCK_FILE = `${STATE_FOLDER}/claim.json`;
const MAX_BYTES = 4_096;
const HEARTBEAT_MS = 3_000;
/** States of /proc/PID/stat: zombie, and dead in the spellings of different kernels. */
const DEAD_STATES = ['Z', 'X', 'x'];
const STALE_AFTER_MS = 15_000;

const lockSchema = z.strictObject({
  format: z.literal('nodeyard-claim/1'),
  id: z.string(),
  /** Scope of the process ID: the machine's boot ID and the PID namespace. */
  place: z.string(),
  pid: z.number(),
  /** Start time of the process, in clock ticks since boot: process IDs are reused. */
  began: z.string(),
});

/**
 * Run work under the exclusive restore lock of a datadir. Its state folder must exist.
 *
 * The lock of a process that has ended is stale. For a process in another PID namespace or on another machine, staleness is
 * detected by the mtime of the lock file, which is observed for 15 seconds.
 *
 * @throws SnapshotError `refused` `restore-under-way`
 */
export async function withRestoreLock<T>(
  datadir: string,
  work: () => Promise<T>,
): Promise<T> {
  return withTree(datadir, async tree => {
    const id = randomUUID();
    const file = await acquireLock(tree, id);
    const alive = setInterval(() => touch(file.fd), HEARTBEAT_MS);
    try {
      return await work();
    } finally {
      clearInterval(alive);
      if ((await readHolder(tree))?.id === id) await tree.remove(LOCK_FILE);
      await file.close();
    }
  });
}

/** Process ID of the restore that holds the lock of a datadir now, if it is alive. */
export async function lockHolder(datadir: string): Promise<number | undefined> {
  return withTree(datadir, async tree =>
    (await isHolderAlive(tree)) ? (await readHolder(tree))?.pid : undefined,
  );
}

/** Error of a restore that another one excludes. */
export function otherRestoreError(datadir: string, pid?: number) {
  return refused(
    'restore-under-way',
    `Another delta-sync${
      pid === undefined ? '' : ` (process ${pid})`
    } restores into ${datadir}. Wait until it has ended, then run this again.`,
  );
}

/** @returns the open lock file: by its name, that of another process could be touched */
async function acquireLock(tree: Tree, id: string): Promise<fs.FileHandle> {
  const own = `${LOCK_FILE}.${id}`;
  const text = { format: 'nodeyard-claim/1', id, place: pidNamespace() };
  const process = {
    pid: globalThis.process.pid,
    began: processStartTime('self') ?? '',
  };
  const file = await tree.open(
    own,
    constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL,
    0o644,
  );
  try {
    await file.writeFile(JSON.stringify({ ...text, ...process }));
    if (!(await acquireLockFile(lockFiles(tree), own, LOCK_FILE))) {
      throw otherRestoreError(tree.root, (await readHolder(tree))?.pid);
    }
    return file;
  } catch (error) {
    await file.close();
    throw error;
  } finally {
    await tree.remove(own);
  }
}

function lockFiles(tree: Tree): LockFiles {
  return {
    link: (from, to) => ignoreExisting(tree.link(from, to)),
    identify: async path => {
      const stat = await tree.lstat(path);
      return stat && `${stat.ino}-${stat.mtimeNs}`;
    },
    isStale: async path => !(await isHolderAlive(tree, path)),
    rename: (from, to) => tree.rename(from, to),
    remove: path => tree.remove(path),
  };
}

async function isHolderAlive(tree: Tree, path = LOCK_FILE): Promise<boolean> {
  const other = await readHolder(tree, path);
  if (other?.place === pidNamespace()) {
    return processStartTime(String(other.pid)) === other.began;
  }
  const seen = await mtimeOf(tree, path);
  const until = Date.now() + STALE_AFTER_MS;
  while (seen !== undefined && Date.now() < until) {
    await pause(500);
    const now = await mtimeOf(tree, path);
    if (now !== seen) return now !== undefined;
  }
  return false;
}

async function readHolder(tree: Tree, path = LOCK_FILE) {
  const bytes = await ignoreUnexpectedFile(tree.read(path, MAX_BYTES));
  if (!bytes) return undefined;
  try {
    return lockSchema.safeParse(JSON.parse(bytes.toString('utf8'))).data;
  } catch {
    return undefined;
  }
}

async function mtimeOf(tree: Tree, path: string): Promise<bigint | undefined> {
  return (await tree.lstat(path))?.mtimeNs;
}

function touch(fd: number): void {
  try {
    futimesSync(fd, new Date(), new Date());
  } catch {
    // A failing disk is reported by the restore itself.
  }
}

function pidNamespace(): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return 'unknown';
  }
}

/**
 * Start time of a process: field 22 of /proc/PID/stat. Undefined if there is no such process, or if it is a zombie.
 */
function processStartTime(pid: string): string | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, ...fields] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return state === undefined || DEAD_STATES.includes(state)
      ? undefined
      : fields[18];
  } catch {
    return undefined;
  }
}
