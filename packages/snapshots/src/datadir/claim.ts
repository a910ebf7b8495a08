import { randomUUID } from 'node:crypto';
import {
  constants,
  futimesSync,
  promises as fs,
  readFileSync,
  readlinkSync,
} from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { orOdd } from '../files/regularFile';
import { isSystemError } from '../files/systemError';
import { Tree, withTree } from '../files/tree';
import { STATE_FOLDER } from '../format/paths';
import { refused } from '../stopped';

const CLAIM = `${STATE_FOLDER}/claim.json`;
const MOST_BYTES = 4_096;
const SIGN_OF_LIFE_MS = 3_000;
/** States of /proc/PID/stat: zombie, and dead as kernels of different age write it. */
const ENDED = ['Z', 'X', 'x'];
const DEAD_AFTER_MS = 15_000;

const claimSchema = z.strictObject({
  format: z.literal('nodeyard-claim/1'),
  id: z.string(),
  /** Where its process ID means something: the machine's boot and the PID namespace. */
  place: z.string(),
  pid: z.number(),
  /** When the process began, in clock ticks since the boot: a process ID may be used again. */
  began: z.string(),
});

/**
 * Work on a datadir that nobody else restores into meanwhile. Its state folder must exist.
 *
 * The claim of a process that has ended counts no more. Of a process that cannot be seen from here (another container's,
 * another machine's) the file's mtime tells whether it lives: that is watched for a quarter of a minute.
 *
 * @throws Stopped `refused` `restore-under-way`
 */
export async function claimed<T>(
  datadir: string,
  work: () => Promise<T>,
): Promise<T> {
  return withTree(datadir, async tree => {
    const id = randomUUID();
    const file = await claim(tree, id);
    const alive = setInterval(() => touch(file.fd), SIGN_OF_LIFE_MS);
    try {
      return await work();
    } finally {
      clearInterval(alive);
      if ((await holder(tree))?.id === id) await tree.remove(CLAIM);
      await file.close();
    }
  });
}

/** The process that restores into a datadir now, if its claim says that there is one that lives. */
export async function claimant(datadir: string): Promise<number | undefined> {
  return withTree(datadir, async tree =>
    (await isAlive(tree)) ? (await holder(tree))?.pid : undefined,
  );
}

/** @returns the claim's file: by its name, another's could be touched */
async function claim(tree: Tree, id: string): Promise<fs.FileHandle> {
  const own = `${CLAIM}.${id}`;
  const text = { format: 'nodeyard-claim/1', id, place: placeOfPids() };
  const process = { pid: globalThis.process.pid, began: began('self') ?? '' };
  const file = await tree.open(
    own,
    // eslint-disable-next-line no-bitwise
    constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL,
    0o644,
  );
  try {
    await file.writeFile(JSON.stringify({ ...text, ...process }));
    await take(tree, own, id);
    return file;
  } catch (error) {
    await file.close();
    throw error;
  } finally {
    await tree.remove(own);
  }
}

async function take(tree: Tree, own: string, id: string): Promise<void> {
  if (await linked(tree, own)) return;
  if (await isAlive(tree)) {
    const other = await holder(tree);
    throw refused(
      'restore-under-way',
      `Another delta-sync${
        other ? ` (process ${other.pid})` : ''
      } restores into ${
        tree.root
      }. Wait until it has ended, then run this again.`,
    );
  }
  await tree.rename(own, CLAIM);
  // Of two that take a dead one's place at the same moment, the later rename wins.
  await pause(100);
  if ((await holder(tree))?.id !== id)
    throw refused(
      'restore-under-way',
      `Another delta-sync began to restore into ${tree.root} at the same moment. Wait until it has ended.`,
    );
}

/** @returns false when there is a claim already */
async function linked(tree: Tree, own: string): Promise<boolean> {
  try {
    await tree.link(own, CLAIM);
    return true;
  } catch (error) {
    if (isSystemError(error) && error.code === 'EEXIST') return false;
    throw error;
  }
}

async function isAlive(tree: Tree): Promise<boolean> {
  const other = await holder(tree);
  if (other?.place === placeOfPids())
    return began(String(other.pid)) === other.began;
  const seen = await mtimeOf(tree);
  const until = Date.now() + DEAD_AFTER_MS;
  while (seen !== undefined && Date.now() < until) {
    await pause(500);
    const now = await mtimeOf(tree);
    if (now !== seen) return now !== undefined;
  }
  return false;
}

async function holder(tree: Tree) {
  const bytes = await orOdd(tree.read(CLAIM, MOST_BYTES));
  if (!bytes) return undefined;
  try {
    return claimSchema.safeParse(JSON.parse(bytes.toString('utf8'))).data;
  } catch {
    return undefined;
  }
}

async function mtimeOf(tree: Tree): Promise<bigint | undefined> {
  return (await tree.lstat(CLAIM))?.mtimeNs;
}

function touch(fd: number): void {
  try {
    futimesSync(fd, new Date(), new Date());
  } catch {
    // A disk that fails says so where it matters.
  }
}

function placeOfPids(): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return 'unknown';
  }
}

/**
 * When a process began: field 22 of /proc/PID/stat. Undefined when there is no such process, or only what its parent has
 * not taken notice of yet: a zombie, which does nothing any more.
 */
function began(pid: string): string | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, ...fields] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return ENDED.includes(state) ? undefined : fields[18];
  } catch {
    return undefined;
  }
}
