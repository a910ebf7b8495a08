import { constants, existsSync, promises as fs } from 'node:fs';
import {
  noExternalFolders,
  placeOf,
  type ExternalFolders,
} from './externalFolders';
import {
  describeFileType,
  ignoreNotFound,
  isSystemError,
  UnexpectedFileError,
} from '@nodeyard/snapshot-store';

/** Folders that are kept open between calls. */
const MAX_OPEN_FOLDERS = 64;
/** Access to an open folder independent of its path, in place of openat(2), which Node.js lacks. */
const DESCRIPTOR_FOLDER = existsSync('/proc/self/fd')
  ? '/proc/self/fd'
  : undefined;

interface CachedHandle {
  handle: Promise<fs.FileHandle>;
  users: number;
  /** Evicted from the cache: closed by its last user. */
  evicted?: true;
}

/** Cache of open folders below a root, each opened relative to its parent without following links; external folders by their own path. */
export class OpenFolders {
  private readonly cached = new Map<string, CachedHandle>();

  constructor(
    private readonly root: string,
    private readonly external: ExternalFolders = noExternalFolders,
  ) {}

  has(folder: string): boolean {
    return this.cached.has(folder);
  }

  async close(): Promise<void> {
    const all = [...this.cached.values()];
    this.cached.clear();
    await Promise.all(
      all.map(async ({ handle }) => {
        await (await handle.catch(() => undefined))?.close();
      }),
    );
  }

  /** Use a path relative to its open parent folder. */
  at<T>(path: string, use: (place: string) => Promise<T>): Promise<T> {
    const name = path.slice(path.lastIndexOf('/') + 1);
    return this.within(parentOf(path), folder =>
      this.withOriginalPath(`${folder}/${name}`, path, use),
    );
  }

  async within<T>(
    folder: string,
    use: (place: string, handle: fs.FileHandle) => Promise<T>,
  ): Promise<T> {
    const held = this.acquire(folder);
    held.users++;
    try {
      const handle = await held.handle;
      return await this.withOriginalPath(
        descriptorPath(handle, this.placeOf(folder)),
        folder,
        place => use(place, handle),
      );
    } finally {
      held.users--;
      const isCached = this.cached.get(folder) === held;
      if (isCached && held.users === 0 && this.cached.size > MAX_OPEN_FOLDERS) {
        this.evict(folder);
      }
      await closeUnused(held);
    }
  }

  /** Errors name the original path instead of that of the descriptor. */
  private async withOriginalPath<T>(
    place: string,
    path: string,
    use: (place: string) => Promise<T>,
  ): Promise<T> {
    try {
      return await use(place);
    } catch (error) {
      const known = this.placeOf(path);
      if (error instanceof UnexpectedFileError && error.path === place) {
        throw new UnexpectedFileError(known, error.description);
      }
      if (isSystemError(error) && error.path === place) {
        error.message = error.message.replaceAll(place, known);
        error.path = known;
      }
      throw error;
    }
  }

  private placeOf(path: string): string {
    return placeOf(this.root, this.external, path);
  }

  private acquire(folder: string): CachedHandle {
    const known = this.cached.get(folder);
    const held = known ?? { handle: this.openFolder(folder), users: 0 };
    // The map is ordered by last use.
    this.cached.delete(folder);
    this.cached.set(folder, held);
    if (!known) {
      held.handle.catch(() => {
        if (this.cached.get(folder) === held) this.cached.delete(folder);
      });
      for (const [path, { users }] of this.cached) {
        if (this.cached.size <= MAX_OPEN_FOLDERS) break;
        if (users === 0 && path !== folder) this.evict(path);
      }
    }
    return held;
  }

  private async openFolder(folder: string): Promise<fs.FileHandle> {
    const flags = constants.O_RDONLY | constants.O_DIRECTORY;
    const base = folder === '' ? this.root : this.external.get(folder);
    if (base !== undefined) return fs.open(base, flags);
    return this.at(folder, async place => {
      try {
        return await fs.open(place, flags | constants.O_NOFOLLOW);
      } catch (error) {
        const isOdd =
          isSystemError(error) &&
          (error.code === 'ENOTDIR' || error.code === 'ELOOP');
        const found = isOdd && (await ignoreNotFound(fs.lstat(place)));
        if (!found || found.isDirectory()) throw error;
        throw new UnexpectedFileError(
          place,
          `${describeFileType(found)}, not a folder`,
        );
      }
    });
  }

  private evict(folder: string): void {
    const held = this.cached.get(folder);
    if (!held) return;
    this.cached.delete(folder);
    held.evicted = true;
    closeUnused(held).catch(() => {});
  }

  /** Drop handles of a path that was moved or removed. */
  forget(path: string): void {
    for (const folder of [...this.cached.keys()]) {
      if (folder === path || folder.startsWith(`${path}/`)) this.evict(folder);
    }
  }
}

/** Folder of a relative path; empty for the root. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** A path to an open file that does not depend on its name. */
export function descriptorPath(file: fs.FileHandle, path: string): string {
  return DESCRIPTOR_FOLDER ? `${DESCRIPTOR_FOLDER}/${file.fd}` : path;
}

async function closeUnused(held: CachedHandle): Promise<void> {
  if (!held.evicted || held.users > 0) return;
  await (await held.handle.catch(() => undefined))?.close();
}
