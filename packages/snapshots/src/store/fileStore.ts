import { randomBytes } from 'node:crypto';
import { constants, promises as fs } from 'node:fs';
import { dirname, join } from 'node:path';
import { OddFile, openRegular, readAll, readRange } from '../files/regularFile';
import { isSystemError, orAbsent, reasonOf } from '../files/systemError';
import { hexDigestOf } from '../format/digest';
import { mostBytesOf } from '../format/keys';
import { corrupt, unavailable } from '../stopped';
import { Operations } from './hanging';
import {
  ReadOptions,
  Store,
  StoredObject,
  WriteCondition,
  WriteOptions,
} from './store';

const TEMPORARY = '.tmp-';
/** A lock older than this was left by a process that died. */
const STALE_LOCK_MS = 30_000;
const LOCK_RETRY_MS = 20;
/** Keys have no more folders than this below a prefix. */
const DEEPEST = 3;
const LOOKS_AT_ONCE = 64;
/** To ask again changes nothing. */
const REFUSALS = ['EACCES', 'EPERM', 'EROFS'];

/**
 * A folder as a store: every write is a temporary file, synced, then renamed or linked, then the folder synced.
 *
 * Makes one attempt per call; `retrying` gives up on those that do not end, and repeats them.
 */
export class FileStore implements Store {
  private readonly operations: Operations;
  /** Memory that an operation may still write into, given up or not. */
  private readonly taken = new WeakSet<Buffer>();

  constructor(readonly url: string, private readonly root: string) {
    this.operations = Operations.on(url);
  }

  async read(key: string, { range, into, signal }: ReadOptions = {}) {
    return this.trying('read', key, signal, async () => {
      const path = join(this.root, key);
      const file = await orAbsent(openRegular(path, constants.O_RDONLY));
      if (!file) return undefined;
      try {
        if (range)
          return { bytes: await this.readInto(file, range, into), etag: '' };
        const bytes = await readAll(file, path, mostBytesOf(key));
        return { bytes, etag: hexDigestOf(bytes) };
      } finally {
        await file.close();
      }
    });
  }

  async write(
    key: string,
    bytes: Buffer,
    { condition, signal }: WriteOptions = {},
  ) {
    return this.trying('write', key, signal, async () => {
      const target = join(this.root, key);
      const folder = dirname(target);
      await fs.mkdir(folder, { recursive: true });
      const temporary = join(
        folder,
        `${TEMPORARY}${randomBytes(8).toString('hex')}`,
      );
      try {
        await writeDurably(temporary, bytes);
        // What was given up must not come later than what was done since.
        signal?.throwIfAborted();
        const written = await this.place(temporary, target, condition, signal);
        if (written) await syncFolder(folder);
        return written;
      } finally {
        await fs.rm(temporary, { force: true });
      }
    });
  }

  list(prefix: string, signal?: AbortSignal): AsyncIterable<StoredObject> {
    return this.below(prefix, false, DEEPEST, signal);
  }

  unfinished(signal?: AbortSignal): AsyncIterable<StoredObject> {
    return this.below('', true, DEEPEST + 1, signal);
  }

  async remove(key: string, signal?: AbortSignal) {
    await this.trying('remove', key, signal, () =>
      fs.rm(join(this.root, key), { force: true }),
    );
  }

  close() {}

  /** @param isUnfinished - list temporary files instead of objects */
  private async *below(
    prefix: string,
    isUnfinished: boolean,
    levels: number,
    signal?: AbortSignal,
  ): AsyncIterable<StoredObject> {
    const folder = join(this.root, prefix);
    const entries = await this.trying('list', prefix, signal, () =>
      orAbsent(fs.readdir(folder, { withFileTypes: true })),
    );
    const keys: string[] = [];
    for (const entry of entries ?? []) {
      const key = `${prefix}${entry.name}`;
      if (entry.isDirectory() && levels > 1)
        yield* this.below(`${key}/`, isUnfinished, levels - 1, signal);
      if (entry.isFile() && entry.name.startsWith(TEMPORARY) === isUnfinished)
        keys.push(key);
    }
    for (let at = 0; at < keys.length; at += LOOKS_AT_ONCE) {
      const some = keys.slice(at, at + LOOKS_AT_ONCE);
      const stats = await this.trying('list', prefix, signal, () =>
        Promise.all(some.map(key => orAbsent(fs.lstat(join(this.root, key))))),
      );
      for (const [n, stat] of stats.entries())
        if (stat)
          yield { key: some[n], size: stat.size, modifiedAt: stat.mtimeMs };
    }
  }

  private async readInto(
    file: fs.FileHandle,
    range: { offset: number; length: number },
    into?: Buffer,
  ): Promise<Buffer> {
    const isFree = into && !this.taken.has(into);
    if (!isFree) return readRange(file, range);
    this.taken.add(into);
    try {
      return await readRange(file, range, into);
    } finally {
      this.taken.delete(into);
    }
  }

  private async place(
    temporary: string,
    target: string,
    condition?: WriteCondition,
    signal?: AbortSignal,
  ): Promise<boolean> {
    if (!condition) {
      await fs.rename(temporary, target);
      return true;
    }
    // A hard link is the one atomic "create with this content, only if absent" that POSIX has.
    if ('absent' in condition) return unlessPresent(fs.link(temporary, target));
    const lock = `${dirname(target)}/${TEMPORARY}lock`;
    return underLock(lock, signal, async () => {
      const present = await orAbsent(openRegular(target, constants.O_RDONLY));
      if (!present) return false;
      const bytes = await present.readFile().finally(() => present.close());
      if (hexDigestOf(bytes) !== condition.etag) return false;
      await fs.rename(temporary, target);
      return true;
    });
  }

  private async trying<T>(
    verb: string,
    key: string,
    signal: AbortSignal | undefined,
    work: () => Promise<T>,
  ): Promise<T> {
    try {
      return await this.operations.run(signal, work);
    } catch (error) {
      if (error instanceof OddFile)
        throw corrupt(
          'object-odd',
          `${key} in ${this.url} ${error.what}: these tools did not write it. Move it away, and find out who did.`,
        );
      if (!isSystemError(error)) throw error;
      throw unavailable(
        REFUSALS.includes(error.code ?? '')
          ? 'store-refuses'
          : 'store-unavailable',
        `Cannot ${verb} ${key} in ${this.url}: ${reasonOf(
          error,
        )}, then run the command again.`,
      );
    }
  }
}

async function writeDurably(path: string, bytes: Buffer): Promise<void> {
  const file = await fs.open(path, 'wx', 0o644);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function underLock<T>(
  lock: string,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  const made = () =>
    unlessPresent(fs.open(lock, 'wx').then(file => file.close()));
  while (!(await made())) {
    const stat = await orAbsent(fs.stat(lock));
    if (stat && Date.now() - stat.mtimeMs > STALE_LOCK_MS)
      await fs.rm(lock, { force: true });
    else await new Promise(resolve => setTimeout(resolve, LOCK_RETRY_MS));
    signal?.throwIfAborted();
  }
  try {
    return await work();
  } finally {
    await fs.rm(lock, { force: true });
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await fs.open(path, constants.O_RDONLY);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** @returns false instead of an error when the path that is to be made exists already */
async function unlessPresent(making: Promise<void>): Promise<boolean> {
  try {
    await making;
    return true;
  } catch (error) {
    if (isSystemError(error) && error.code === 'EEXIST') return false;
    throw error;
  }
}
