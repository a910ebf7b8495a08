import type { BigIntStats, Dirent } from 'node:fs';
import { constants, promises as fs } from 'node:fs';
import { join } from 'node:path';
import { noExternalFolders, type ExternalFolders } from './externalFolders';
import { OpenFolders, parentOf, descriptorPath } from './openFolders';
import {
  ignoreExisting,
  ignoreNotFound,
  isSystemError,
  openRegular,
  readAll,
  UnexpectedFileError,
} from '@nodeyard/snapshot-store';

/**
 * File operations below a root, by relative paths, without following links.
 *
 * Each folder is opened relative to its open parent, so that a link that is created meanwhile is not followed. Links in the
 * path of the root itself are followed. Must be closed.
 */
export class Tree {
  private readonly folders: OpenFolders;

  constructor(
    readonly root: string,
    private readonly external: ExternalFolders = noExternalFolders,
  ) {
    this.folders = new OpenFolders(root, external);
  }

  /** @throws UnexpectedFileError if it is not a regular file, or a parent is not a folder */
  open(path: string, flags: number, mode?: number): Promise<fs.FileHandle> {
    return this.folders.at(path, place => openRegular(place, flags, mode));
  }

  /**
   * Open a file without further hard links, so that a write changes no other path.
   *
   * @throws UnexpectedFileError if it has further links, or is not a regular file
   */
  async openSingleLink(path: string, flags: number): Promise<fs.FileHandle> {
    const file = await this.open(path, flags);
    const { nlink } = await file.stat();
    if (nlink <= 1) return file;
    await file.close();
    throw new UnexpectedFileError(
      join(this.root, path),
      'has other names (hard links)',
    );
  }

  /** @returns undefined when there is none */
  async read(path: string, maxBytes: number): Promise<Buffer | undefined> {
    const file = await ignoreNotFound(this.open(path, constants.O_RDONLY));
    if (!file) return undefined;
    try {
      return await readAll(file, join(this.root, path), maxBytes);
    } finally {
      await file.close();
    }
  }

  /**
   * Replace a file by rename; other hard links of it keep the former content.
   *
   * @param isDurable - sync file and folder
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
    const base = path === '' ? this.root : this.external.get(path);
    return ignoreNotFound(
      base !== undefined
        ? fs.stat(base, { bigint: true })
        : this.folders.at(path, place => fs.lstat(place, { bigint: true })),
    );
  }

  /** @returns undefined when there is no such folder */
  list(folder: string): Promise<Dirent[] | undefined> {
    return ignoreNotFound(
      this.folders.within(folder, place =>
        fs.readdir(place, { withFileTypes: true }),
      ),
    );
  }

  /** Create a folder and its missing parents. */
  async createFolder(folder: string): Promise<void> {
    const base = folder === '' ? this.root : this.external.get(folder);
    if (base !== undefined) {
      await fs.mkdir(base, { recursive: true });
      return;
    }
    if (this.folders.has(folder)) return;
    await this.createFolder(parentOf(folder));
    await ignoreExisting(this.folders.at(folder, place => fs.mkdir(place)));
    // Throws if the name is a link or a file.
    await this.folders.within(folder, async () => {});
  }

  /** Within this tree; the target is replaced. */
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

  /** Copy an open file to a new path; blocks are shared where the file system supports it. */
  copy(file: fs.FileHandle, path: string, to: string): Promise<void> {
    const source = descriptorPath(file, join(this.root, path));
    return this.folders.at(to, target =>
      fs.copyFile(
        source,
        target,
        constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE,
      ),
    );
  }

  /** Succeeds if there is none. */
  async remove(path: string): Promise<void> {
    await ignoreNotFound(this.folders.at(path, place => fs.unlink(place)));
  }

  async removeFolder(folder: string): Promise<void> {
    this.folders.forget(folder);
    await this.folders.at(folder, place => fs.rmdir(place));
  }

  async sync(folder: string): Promise<void> {
    await this.folders.within(folder, async (_, handle) => handle.sync());
  }

  /** @returns the errno of access(2) */
  async accessError(folder: string, mode: number): Promise<string | undefined> {
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

/** Run work on a tree, and close it. */
export async function withTree<T>(
  root: string,
  work: (tree: Tree) => Promise<T>,
  external: ExternalFolders = noExternalFolders,
): Promise<T> {
  const tree = new Tree(root, external);
  try {
    return await work(tree);
  } finally {
    await tree.close();
  }
}
