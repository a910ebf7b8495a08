import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync, utimesSync } from 'node:fs';
import { link, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { STATE_FOLDER } from '../format/paths';
import { refused } from '../stopped';
import { isSystemError, orAbsent } from '../store/fileStore';

const CLAIM = `${STATE_FOLDER}/claim.json`;
const SIGN_OF_LIFE_MS = 3_000;
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
  const path = join(datadir, CLAIM);
  const id = randomUUID();
  await claim(datadir, path, id);
  const alive = setInterval(() => touch(path), SIGN_OF_LIFE_MS);
  try {
    return await work();
  } finally {
    clearInterval(alive);
    if ((await holder(path))?.id === id) await rm(path, { force: true });
  }
}

async function claim(datadir: string, path: string, id: string): Promise<void> {
  const own = `${path}.${id}`;
  const text = { format: 'nodeyard-claim/1', id, place: placeOfPids() };
  const process = { pid: globalThis.process.pid, began: began('self') ?? '' };
  await writeFile(own, JSON.stringify({ ...text, ...process }));
  try {
    if (await linked(own, path)) return;
    if (await isAlive(path)) {
      const other = await holder(path);
      throw refused(
        'restore-under-way',
        `Another delta-sync${
          other ? ` (process ${other.pid})` : ''
        } restores into ${datadir}. Wait until it has ended, then run this again.`,
      );
    }
    await rename(own, path);
    // Of two that take a dead one's place at the same moment, the later rename wins.
    await pause(100);
    if ((await holder(path))?.id !== id)
      throw refused(
        'restore-under-way',
        `Another delta-sync began to restore into ${datadir} at the same moment. Wait until it has ended.`,
      );
  } finally {
    await rm(own, { force: true });
  }
}

/** @returns false when there is a claim already */
async function linked(own: string, path: string): Promise<boolean> {
  try {
    await link(own, path);
    return true;
  } catch (error) {
    if (isSystemError(error) && error.code === 'EEXIST') return false;
    throw error;
  }
}

async function isAlive(path: string): Promise<boolean> {
  const other = await holder(path);
  if (other?.place === placeOfPids())
    return began(String(other.pid)) === other.began;
  const seen = await mtimeOf(path);
  const until = Date.now() + DEAD_AFTER_MS;
  while (seen !== undefined && Date.now() < until) {
    await pause(500);
    const now = await mtimeOf(path);
    if (now !== seen) return now !== undefined;
  }
  return false;
}

async function holder(path: string) {
  const text = await orAbsent(readFile(path, 'utf8'));
  if (text === undefined) return undefined;
  try {
    return claimSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

async function mtimeOf(path: string): Promise<number | undefined> {
  return (await orAbsent(stat(path)))?.mtimeMs;
}

function touch(path: string): void {
  try {
    utimesSync(path, new Date(), new Date());
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

/** Field 22 of /proc/PID/stat; undefined when there is no such process. */
function began(pid: string): string | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
