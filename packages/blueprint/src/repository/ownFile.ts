import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, mkdir, open, rename, rm } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { RepositoryFile } from './file';

/** No link is followed, and no named pipe waits for a writer. */
export const SAFELY =
  constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
/** Far more than any file of a repository has. */
export const MOST_BYTES = 16 * 1024 * 1024;

/**
 * Content of a regular file of a directory. Nothing where there is none, where a link is on the way, or where the path
 * leads out of the directory.
 */
export async function readOwn(
  directory: string,
  path: string,
): Promise<Buffer | undefined> {
  if (posix.isAbsolute(path) || posix.normalize(path).startsWith('..')) {
    return undefined;
  }
  try {
    for (const parent of parentsOf(path)) {
      if (!(await lstat(join(directory, parent))).isDirectory()) {
        return undefined;
      }
    }
    const file = await open(join(directory, path), SAFELY);
    try {
      const found = await file.stat();
      return found.isFile() && found.size <= MOST_BYTES
        ? await file.readFile()
        : undefined;
    } finally {
      await file.close();
    }
  } catch {
    return undefined;
  }
}

/** Writes files below a directory, through no link. */
export class OwnFileWriter {
  private readonly directory: string;
  /** Folders that are there and no links. */
  private readonly folders = new Set<string>();

  constructor(directory: string) {
    this.directory = directory;
  }

  /**
   * Give a file its name below the directory. What had the name before is not written into: it may have others.
   *
   * @throws Error when a link or a file is where a folder must be
   */
  async write({ path, content, executable }: RepositoryFile): Promise<void> {
    for (const parent of parentsOf(path)) await this.makeFolder(parent);
    const target = join(this.directory, path);
    const draft = `${target}.${randomUUID()}`;
    try {
      const file = await open(draft, 'wx');
      try {
        await file.writeFile(content);
        await file.chmod(executable ? 0o755 : 0o644);
      } finally {
        await file.close();
      }
      await rename(draft, target);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }

  private async makeFolder(path: string): Promise<void> {
    if (this.folders.has(path)) return;
    const folder = join(this.directory, path);
    await mkdir(folder).catch(() => undefined);
    if (!(await lstat(folder)).isDirectory()) {
      throw new Error(
        `${path} in ${this.directory} is a link or a file, and the repository has a folder there. Nothing is written through it: remove it, or write into another folder.`,
      );
    }
    this.folders.add(path);
  }
}

/** `a` and `a/b` of `a/b/c`. */
export function parentsOf(path: string): string[] {
  const names = path.split('/').slice(0, -1);
  return names.map((_, n) => names.slice(0, n + 1).join('/'));
}
