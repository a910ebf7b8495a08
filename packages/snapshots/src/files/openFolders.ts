import { constants, existsSync, promises as fs } from 'node:fs';
import { join } from 'node:path';
import { kindOf, OddFile } from './regularFile';
import { isSystemError, orAbsent } from './systemError';

/** Folders that stay open between two calls. */
const MOST_FOLDERS = 64;
/** Linux's way to reach what is in an open folder, whatever its path has become since: openat(2), which Node.js lacks. */
const DESCRIPTORS = existsSync('/proc/self/fd') ? '/proc/self/fd' : undefined;

interface Held {
  handle: Promise<fs.FileHandle>;
  users: number;
  /** Out of the cache: to be closed when its last user is done. */
  dropped?: true;
}

/** Folders below a root, each opened inside its open parent, following no link. */
export class OpenFolders {
  private readonly held = new Map<string, Held>();

  constructor(private readonly root: string) {}

  has(folder: string): boolean {
    return this.held.has(folder);
  }

  async close(): Promise<void> {
    const all = [...this.held.values()];
    this.held.clear();
    await Promise.all(
      all.map(async ({ handle }) => {
        await (await handle.catch(() => undefined))?.close();
      }),
    );
  }

  /** Use a name inside its open folder. */
  at<T>(path: string, use: (place: string) => Promise<T>): Promise<T> {
    const name = path.slice(path.lastIndexOf('/') + 1);
    return this.within(parentOf(path), folder =>
      this.naming(`${folder}/${name}`, path, use),
    );
  }

  async within<T>(
    folder: string,
    use: (place: string, handle: fs.FileHandle) => Promise<T>,
  ): Promise<T> {
    const held = this.hold(folder);
    held.users++;
    try {
      const handle = await held.handle;
      return await this.naming(
        placeOf(handle, join(this.root, folder)),
        folder,
        place => use(place, handle),
      );
    } finally {
      held.users--;
      const isCached = this.held.get(folder) === held;
      if (isCached && held.users === 0 && this.held.size > MOST_FOLDERS)
        this.drop(folder);
      await closeUnused(held);
    }
  }

  /** Errors name the path that people know. */
  private async naming<T>(
    place: string,
    path: string,
    use: (place: string) => Promise<T>,
  ): Promise<T> {
    try {
      return await use(place);
    } catch (error) {
      const known = join(this.root, path);
      if (error instanceof OddFile && error.path === place)
        throw new OddFile(known, error.what);
      if (isSystemError(error) && error.path === place) {
        error.message = error.message.replaceAll(place, known);
        error.path = known;
      }
      throw error;
    }
  }

  private hold(folder: string): Held {
    const known = this.held.get(folder);
    const held = known ?? { handle: this.enter(folder), users: 0 };
    // The last of the map is the one that was used last.
    this.held.delete(folder);
    this.held.set(folder, held);
    if (!known) {
      held.handle.catch(() => {
        if (this.held.get(folder) === held) this.held.delete(folder);
      });
      for (const [path, { users }] of this.held) {
        if (this.held.size <= MOST_FOLDERS) break;
        if (users === 0 && path !== folder) this.drop(path);
      }
    }
    return held;
  }

  private async enter(folder: string): Promise<fs.FileHandle> {
    // eslint-disable-next-line no-bitwise
    const flags = constants.O_RDONLY | constants.O_DIRECTORY;
    if (folder === '') return fs.open(this.root, flags);
    return this.at(folder, async place => {
      try {
        // eslint-disable-next-line no-bitwise
        return await fs.open(place, flags | constants.O_NOFOLLOW);
      } catch (error) {
        const isOdd =
          isSystemError(error) &&
          (error.code === 'ENOTDIR' || error.code === 'ELOOP');
        const found = isOdd && (await orAbsent(fs.lstat(place)));
        if (!found || found.isDirectory()) throw error;
        throw new OddFile(place, `${kindOf(found)}, not a folder`);
      }
    });
  }

  private drop(folder: string): void {
    const held = this.held.get(folder);
    if (!held) return;
    this.held.delete(folder);
    held.dropped = true;
    closeUnused(held).catch(() => {});
  }

  /** What is moved or removed is not what its path leads to any more. */
  forget(path: string): void {
    for (const folder of [...this.held.keys()])
      if (folder === path || folder.startsWith(`${path}/`)) this.drop(folder);
  }
}

/** Folder of a relative path; empty for the root. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** A path by which an open file is opened again, or copied, whatever has its name by now. */
export function placeOf(file: fs.FileHandle, path: string): string {
  return DESCRIPTORS ? `${DESCRIPTORS}/${file.fd}` : path;
}

async function closeUnused(held: Held): Promise<void> {
  if (!held.dropped || held.users > 0) return;
  await (await held.handle.catch(() => undefined))?.close();
}
