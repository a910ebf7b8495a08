import { randomBytes } from 'node:crypto';
import { constants, promises as fs } from 'node:fs';
import { dirname, join } from 'node:path';
import { hexDigestOf } from '../format/digest';
import { unavailable } from '../stopped';
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

/** A folder as a store: every write is a temporary file, synced, then renamed or linked, then the folder synced. */
export class FileStore implements Store {
  constructor(readonly url: string, private readonly root: string) {}

  async read(key: string, { range, into }: ReadOptions = {}) {
    return this.trying('read', key, async () => {
      const file = await orAbsent(
        fs.open(join(this.root, key), constants.O_RDONLY),
      );
      if (!file) return undefined;
      try {
        const bytes = range
          ? await readRange(file, range, into)
          : await file.readFile();
        return { bytes, etag: range ? '' : hexDigestOf(bytes) };
      } finally {
        await file.close();
      }
    });
  }

  async write(key: string, bytes: Buffer, { condition }: WriteOptions = {}) {
    return this.trying('write', key, async () => {
      const target = join(this.root, key);
      const folder = dirname(target);
      await fs.mkdir(folder, { recursive: true });
      const temporary = join(
        folder,
        `${TEMPORARY}${randomBytes(8).toString('hex')}`,
      );
      try {
        await writeDurably(temporary, bytes);
        const written = await this.place(key, temporary, target, condition);
        if (written) await syncFolder(folder);
        return written;
      } finally {
        await fs.rm(temporary, { force: true });
      }
    });
  }

  async *list(prefix: string): AsyncIterable<StoredObject> {
    const folder = join(this.root, prefix);
    const entries = await this.trying('list', prefix, () =>
      orAbsent(fs.readdir(folder, { withFileTypes: true })),
    );
    for (const entry of entries ?? []) {
      const key = `${prefix}${entry.name}`;
      if (entry.isDirectory()) yield* this.list(`${key}/`);
      if (!entry.isFile() || entry.name.startsWith(TEMPORARY)) continue;
      const stat = await this.trying('read', key, () =>
        orAbsent(fs.stat(join(this.root, key))),
      );
      if (stat) yield { key, size: stat.size, modifiedAt: stat.mtimeMs };
    }
  }

  async remove(key: string) {
    await this.trying('remove', key, () =>
      fs.rm(join(this.root, key), { force: true }),
    );
  }

  close() {}

  private async place(
    key: string,
    temporary: string,
    target: string,
    condition?: WriteCondition,
  ): Promise<boolean> {
    if (!condition) {
      await fs.rename(temporary, target);
      return true;
    }
    // A hard link is the one atomic "create with this content, only if absent" that POSIX has.
    if ('absent' in condition) return unlessPresent(fs.link(temporary, target));
    return underLock(`${dirname(target)}/${TEMPORARY}lock`, async () => {
      const present = await this.read(key);
      if (present?.etag !== condition.etag) return false;
      await fs.rename(temporary, target);
      return true;
    });
  }

  private async trying<T>(
    verb: string,
    key: string,
    work: () => Promise<T>,
  ): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!isSystemError(error)) throw error;
      const reason =
        error.code === 'ENOSPC'
          ? 'its file system is full; free some space'
          : error.message;
      throw unavailable(
        'store-unavailable',
        `Cannot ${verb} ${key} in ${this.url}: ${reason}. Then run the command again.`,
      );
    }
  }
}

async function readRange(
  file: fs.FileHandle,
  { offset, length }: { offset: number; length: number },
  into?: Buffer,
): Promise<Buffer> {
  const bytes = into ?? Buffer.allocUnsafeSlow(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(
      bytes,
      filled,
      length - filled,
      offset + filled,
    );
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
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

async function underLock<T>(lock: string, work: () => Promise<T>): Promise<T> {
  const made = () =>
    unlessPresent(fs.open(lock, 'wx').then(file => file.close()));
  while (!(await made())) {
    const stat = await orAbsent(fs.stat(lock));
    if (stat && Date.now() - stat.mtimeMs > STALE_LOCK_MS)
      await fs.rm(lock, { force: true });
    else await new Promise(resolve => setTimeout(resolve, LOCK_RETRY_MS));
  }
  try {
    return await work();
  } finally {
    await fs.rm(lock, { force: true });
  }
}

export async function syncFolder(path: string): Promise<void> {
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

/** @returns undefined instead of an error when a path does not exist */
export async function orAbsent<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (
      isSystemError(error) &&
      (error.code === 'ENOENT' || error.code === 'ENOTDIR')
    )
      return undefined;
    throw error;
  }
}

/** By its members: an error of another realm (a test's, a vm's) is no `instanceof` of this one's Error. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return (
    typeof error === 'object' &&
    error !== null &&
    'syscall' in error &&
    'code' in error
  );
}
