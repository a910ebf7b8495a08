import {
  BigIntStats,
  constants,
  Dirent,
  existsSync,
  promises as fs,
} from 'node:fs';
import { join } from 'node:path';
import { kindOf, OddFile, openRegular, readAll } from './regularFile';
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

/**
 * What is below a folder, by paths relative to it, reached folder by folder without following a link.
 *
 * Each folder is opened inside its open parent, so that a link that somebody puts on the way leads nowhere. The root
 * itself is what its user named: there links are followed. Must be closed.
 */
export class Tree {
  private readonly held = new Map<string, Held>();

  constructor(readonly root: string) {}

  /** @throws OddFile when something else than a regular file has the name, or a folder on the way is none */
  open(path: string, flags: number, mode?: number): Promise<fs.FileHandle> {
    return this.at(path, place => openRegular(place, flags, mode));
  }

  /**
   * Open a file that has no other name: what is written into it changes nothing else.
   *
   * @throws OddFile when it has, or is no file
   */
  async openAlone(path: string, flags: number): Promise<fs.FileHandle> {
    const file = await this.open(path, flags);
    const { nlink } = await file.stat();
    if (nlink <= 1) return file;
    await file.close();
    throw new OddFile(join(this.root, path), 'has other names (hard links)');
  }

  /** @returns undefined when there is none */
  async read(path: string, most: number): Promise<Buffer | undefined> {
    const file = await orAbsent(this.open(path, constants.O_RDONLY));
    if (!file) return undefined;
    try {
      return await readAll(file, join(this.root, path), most);
    } finally {
      await file.close();
    }
  }

  /**
   * Write a file; only the name changes, not what had it before.
   *
   * @param isDurable - whole or absent after a crash, too
   */
  async write(
    path: string,
    content: string | Buffer,
    isDurable = true,
  ): Promise<void> {
    const temporary = `${path}.tmp`;
    await this.remove(temporary);
    const file = await this.open(
      temporary,
      // eslint-disable-next-line no-bitwise
      constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL,
      0o644,
    );
    try {
      await file.writeFile(content);
      if (isDurable) await file.sync();
    } finally {
      await file.close();
    }
    await this.rename(temporary, path);
    if (isDurable) await this.sync(parentOf(path));
  }

  lstat(path: string): Promise<BigIntStats | undefined> {
    return orAbsent(
      path === ''
        ? fs.stat(this.root, { bigint: true })
        : this.at(path, place => fs.lstat(place, { bigint: true })),
    );
  }

  /** @returns undefined when there is no such folder */
  list(folder: string): Promise<Dirent[] | undefined> {
    return orAbsent(
      this.within(folder, place => fs.readdir(place, { withFileTypes: true })),
    );
  }

  /** Make a folder and those above it, as far as they are not there. */
  async makeFolder(folder: string): Promise<void> {
    if (folder === '') {
      await fs.mkdir(this.root, { recursive: true });
      return;
    }
    if (this.held.has(folder)) return;
    await this.makeFolder(parentOf(folder));
    try {
      await this.at(folder, place => fs.mkdir(place));
    } catch (error) {
      if (!isSystemError(error) || error.code !== 'EEXIST') throw error;
    }
    // A link or a file of that name ends here.
    await this.within(folder, async () => {});
  }

  /** Both are in this tree; what had the new name before loses it. */
  async rename(from: string, to: string): Promise<void> {
    this.forget(from);
    await this.at(from, source =>
      this.at(to, target => fs.rename(source, target)),
    );
  }

  link(from: string, to: string): Promise<void> {
    return this.at(from, source =>
      this.at(to, target => fs.link(source, target)),
    );
  }

  /** Copy a file that was opened under a path to a new name, sharing its blocks where the file system can. */
  copy(file: fs.FileHandle, path: string, to: string): Promise<void> {
    const source = DESCRIPTORS
      ? `${DESCRIPTORS}/${file.fd}`
      : join(this.root, path);
    return this.at(to, target =>
      fs.copyFile(
        source,
        target,
        // eslint-disable-next-line no-bitwise
        constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE,
      ),
    );
  }

  /** Removing what is absent is done already. */
  async remove(path: string): Promise<void> {
    await orAbsent(this.at(path, place => fs.unlink(place)));
  }

  async removeFolder(folder: string): Promise<void> {
    this.forget(folder);
    await this.at(folder, place => fs.rmdir(place));
  }

  async sync(folder: string): Promise<void> {
    await this.within(folder, async (_, handle) => handle.sync());
  }

  /** @returns the errno when access(2) says no */
  async denied(folder: string, mode: number): Promise<string | undefined> {
    try {
      await this.within(folder, place => fs.access(place, mode));
      return undefined;
    } catch (error) {
      if (isSystemError(error)) return error.code;
      throw error;
    }
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
  private at<T>(path: string, use: (place: string) => Promise<T>): Promise<T> {
    const name = path.slice(path.lastIndexOf('/') + 1);
    return this.within(parentOf(path), folder =>
      this.naming(`${folder}/${name}`, path, use),
    );
  }

  private async within<T>(
    folder: string,
    use: (place: string, handle: fs.FileHandle) => Promise<T>,
  ): Promise<T> {
    const held = this.hold(folder);
    held.users++;
    try {
      const handle = await held.handle;
      return await this.naming(
        DESCRIPTORS ? `${DESCRIPTORS}/${handle.fd}` : join(this.root, folder),
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
  private forget(path: string): void {
    for (const folder of [...this.held.keys()])
      if (folder === path || folder.startsWith(`${path}/`)) this.drop(folder);
  }
}

/** Work on what is below a folder, and let go of it. */
export async function withTree<T>(
  root: string,
  work: (tree: Tree) => Promise<T>,
): Promise<T> {
  const tree = new Tree(root);
  try {
    return await work(tree);
  } finally {
    await tree.close();
  }
}

/** Folder of a relative path; empty for the root. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

async function closeUnused(held: Held): Promise<void> {
  if (!held.dropped || held.users > 0) return;
  await (await held.handle.catch(() => undefined))?.close();
}
