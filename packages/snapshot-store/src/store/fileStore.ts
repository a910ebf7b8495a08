import { randomBytes } from 'node:crypto';
import { constants, promises as fs } from 'node:fs';
import { dirname, join } from 'node:path';
import { acquireLockFile, type LockFiles } from '../files/lockFile';
import {
  UnexpectedFileError,
  openRegular,
  readAll,
  readRange,
} from '../files/regularFile';
import {
  ignoreExisting,
  ignoreNotFound,
  isSystemError,
  describeErrno,
} from '../files/systemError';
import { hexDigestOf } from '../format/digest';
import { maxObjectBytes } from '../format/keys';
import { corrupt, unavailable } from '../errors';
import { StoreOperations } from './hungOperations';
import type {
  ReadOptions,
  Store,
  StoredObject,
  WriteCondition,
  WriteOptions,
} from './store';

const TEMP_PREFIX = '.tmp-';
/** Age from which a lock file is that of a dead process. */
const STALE_LOCK_MS = 30_000;
const LOCK_RETRY_MS = 20;
/** Maximum depth of keys below a prefix. */
const MAX_DEPTH = 3;
const MAX_CONCURRENT_STATS = 64;
/** Permanent errors. */
const PERMANENT_CODES = ['EACCES', 'EPERM', 'EROFS'];

/**
 * A folder as a store: every write goes to a temporary file that is synced and then renamed or linked; the folder is synced last.
 *
 * Makes one attempt per call; `retryingStore` adds timeouts and retries.
 */
export class FileStore implements Store {
  private readonly operations: StoreOperations;
  /** Buffers that an operation may still write into, even if it was abandoned. */
  private readonly busyBuffers = new WeakSet<Buffer>();

  constructor(readonly url: string, private readonly root: string) {
    this.operations = StoreOperations.forStore(url);
  }

  async read(key: string, { range, into, signal }: ReadOptions = {}) {
    return this.withStoreErrors('read', key, signal, async () => {
      const path = join(this.root, key);
      const file = await ignoreNotFound(openRegular(path, constants.O_RDONLY));
      if (!file) return undefined;
      try {
        if (range) {
          return { bytes: await this.readInto(file, range, into), etag: '' };
        }
        const bytes = await readAll(file, path, maxObjectBytes(key));
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
    return this.withStoreErrors('write', key, signal, async () => {
      const target = join(this.root, key);
      const folder = dirname(target);
      await fs.mkdir(folder, { recursive: true });
      const temporary = join(
        folder,
        `${TEMP_PREFIX}${randomBytes(8).toString('hex')}`,
      );
      try {
        await writeDurably(temporary, bytes);
        // An abandoned write must not be applied after later ones.
        signal?.throwIfAborted();
        const written = await this.commit(temporary, target, condition, signal);
        if (written) await syncFolder(folder);
        return written;
      } finally {
        await fs.rm(temporary, { force: true });
      }
    });
  }

  list(prefix: string, signal?: AbortSignal): AsyncIterable<StoredObject> {
    return this.listBelow(prefix, false, MAX_DEPTH, signal);
  }

  listUnfinished(signal?: AbortSignal): AsyncIterable<StoredObject> {
    return this.listBelow('', true, MAX_DEPTH + 1, signal);
  }

  async remove(key: string, signal?: AbortSignal) {
    await this.withStoreErrors('remove', key, signal, () =>
      fs.rm(join(this.root, key), { force: true }),
    );
  }

  close() {}

  /** @param isUnfinished - list temporary files instead of objects */
  private async *listBelow(
    prefix: string,
    isUnfinished: boolean,
    levels: number,
    signal?: AbortSignal,
  ): AsyncIterable<StoredObject> {
    const folder = join(this.root, prefix);
    const entries = await this.withStoreErrors('list', prefix, signal, () =>
      ignoreNotFound(fs.readdir(folder, { withFileTypes: true })),
    );
    const keys: string[] = [];
    for (const entry of entries ?? []) {
      const key = `${prefix}${entry.name}`;
      if (entry.isDirectory() && levels > 1) {
        yield* this.listBelow(`${key}/`, isUnfinished, levels - 1, signal);
      }
      if (
        entry.isFile() &&
        entry.name.startsWith(TEMP_PREFIX) === isUnfinished
      ) {
        keys.push(key);
      }
    }
    for (let at = 0; at < keys.length; at += MAX_CONCURRENT_STATS) {
      const some = keys.slice(at, at + MAX_CONCURRENT_STATS);
      const stats = await this.withStoreErrors('list', prefix, signal, () =>
        Promise.all(
          some.map(async key => ({
            key,
            stat: await ignoreNotFound(fs.lstat(join(this.root, key))),
          })),
        ),
      );
      for (const { key, stat } of stats) {
        if (stat) yield { key, size: stat.size, modifiedAt: stat.mtimeMs };
      }
    }
  }

  private async readInto(
    file: fs.FileHandle,
    range: { offset: number; length: number },
    into?: Buffer,
  ): Promise<Buffer> {
    const isFree = into && !this.busyBuffers.has(into);
    if (!isFree) return readRange(file, range);
    this.busyBuffers.add(into);
    try {
      return await readRange(file, range, into);
    } finally {
      this.busyBuffers.delete(into);
    }
  }

  private async commit(
    temporary: string,
    target: string,
    condition?: WriteCondition,
    signal?: AbortSignal,
  ): Promise<boolean> {
    if (!condition) {
      await fs.rename(temporary, target);
      return true;
    }
    // A hard link is the only atomic create-if-absent with content in POSIX.
    if ('absent' in condition) {
      return ignoreExisting(fs.link(temporary, target));
    }
    const lock = `${dirname(target)}/${TEMP_PREFIX}lock`;
    return withLockFile(lock, signal, async () => {
      const present = await ignoreNotFound(
        openRegular(target, constants.O_RDONLY),
      );
      if (!present) return false;
      const bytes = await present.readFile().finally(() => present.close());
      if (hexDigestOf(bytes) !== condition.etag) return false;
      await fs.rename(temporary, target);
      return true;
    });
  }

  private async withStoreErrors<T>(
    verb: string,
    key: string,
    signal: AbortSignal | undefined,
    work: () => Promise<T>,
  ): Promise<T> {
    try {
      return await this.operations.run(signal, work);
    } catch (error) {
      if (error instanceof UnexpectedFileError) {
        throw corrupt(
          'object-odd',
          `${key} in ${this.url} ${error.description}: it was not written by these tools. Move it away, and find out what writes to the store.`,
        );
      }
      if (!isSystemError(error)) throw error;
      throw unavailable(
        PERMANENT_CODES.includes(error.code ?? '')
          ? 'store-refuses'
          : 'store-unavailable',
        `Cannot ${verb} ${key} in ${this.url}: ${describeErrno(
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

const lockFiles: LockFiles = {
  link: (from, to) => ignoreExisting(fs.link(from, to)),
  identify: async path => {
    const stat = await ignoreNotFound(fs.stat(path, { bigint: true }));
    return stat && `${stat.ino}-${stat.mtimeNs}`;
  },
  isStale: async path => {
    const stat = await ignoreNotFound(fs.stat(path));
    return stat !== undefined && Date.now() - stat.mtimeMs > STALE_LOCK_MS;
  },
  rename: (from, to) => fs.rename(from, to),
  remove: path => fs.rm(path, { force: true }),
};

async function withLockFile<T>(
  lock: string,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  const own = `${lock}-${randomBytes(8).toString('hex')}`;
  const file = await fs.open(own, 'wx');
  try {
    while (!(await acquireLockFile(lockFiles, own, lock))) {
      await new Promise(resolve => setTimeout(resolve, LOCK_RETRY_MS));
      signal?.throwIfAborted();
      // Its age counts from now on.
      await file.utimes(new Date(), new Date());
    }
    const identity = await lockFiles.identify(own);
    try {
      return await work();
    } finally {
      if ((await lockFiles.identify(lock)) === identity) {
        await lockFiles.remove(lock);
      }
    }
  } finally {
    await file.close();
    await lockFiles.remove(own);
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
