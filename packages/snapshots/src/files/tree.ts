import { BigIntStats, constants, Dirent, promises as fs } from 'node:fs';
import { join } from 'node:path';
import { OpenFolders, parentOf, placeOf } from './openFolders';
import { OddFile, openRegular, readAll } from './regularFile';
import { isSystemError, orAbsent } from './systemError';

/**
 * What is below a folder, by paths relative to it, reached folder by folder without following a link.
 *
 * Each folder is opened inside its open parent, so that a link that somebody puts on the way leads nowhere. The root
 * itself is what its user named: there links are followed. Must be closed.
 */
export class Tree {
  private readonly folders: OpenFolders;

  constructor(readonly root: string) {
    this.folders = new OpenFolders(root);
  }

  /** @throws OddFile when something else than a regular file has the name, or a folder on the way is none */
  open(path: string, flags: number, mode?: number): Promise<fs.FileHandle> {
    return this.folders.at(path, place => openRegular(place, flags, mode));
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
        : this.folders.at(path, place => fs.lstat(place, { bigint: true })),
    );
  }

  /** @returns undefined when there is no such folder */
  list(folder: string): Promise<Dirent[] | undefined> {
    return orAbsent(
      this.folders.within(folder, place =>
        fs.readdir(place, { withFileTypes: true }),
      ),
    );
  }

  /** Make a folder and those above it, as far as they are not there. */
  async makeFolder(folder: string): Promise<void> {
    if (folder === '') {
      await fs.mkdir(this.root, { recursive: true });
      return;
    }
    if (this.folders.has(folder)) return;
    await this.makeFolder(parentOf(folder));
    try {
      await this.folders.at(folder, place => fs.mkdir(place));
    } catch (error) {
      if (!isSystemError(error) || error.code !== 'EEXIST') throw error;
    }
    // A link or a file of that name ends here.
    await this.folders.within(folder, async () => {});
  }

  /** Both are in this tree; what had the new name before loses it. */
  async rename(from: string, to: string): Promise<void> {
    this.folders.forget(from);
    await this.folders.at(from, source =>
      this.folders.at(to, target => fs.rename(source, target)),
    );
  }

  link(from: string, to: string): Promise<void> {
    return this.folders.at(from, source =>
      this.folders.at(to, target => fs.link(source, target)),
    );
  }

  /** Copy a file that was opened under a path to a new name, sharing its blocks where the file system can. */
  copy(file: fs.FileHandle, path: string, to: string): Promise<void> {
    const source = placeOf(file, join(this.root, path));
    return this.folders.at(to, target =>
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
    await orAbsent(this.folders.at(path, place => fs.unlink(place)));
  }

  async removeFolder(folder: string): Promise<void> {
    this.folders.forget(folder);
    await this.folders.at(folder, place => fs.rmdir(place));
  }

  async sync(folder: string): Promise<void> {
    await this.folders.within(folder, async (_, handle) => handle.sync());
  }

  /** @returns the errno when access(2) says no */
  async denied(folder: string, mode: number): Promise<string | undefined> {
    try {
      await this.folders.within(folder, place => fs.access(place, mode));
      return undefined;
    } catch (error) {
      if (isSystemError(error)) return error.code;
      throw error;
    }
  }

  close(): Promise<void> {
    return this.folders.close();
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
