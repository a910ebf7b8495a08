import { isUtf8 } from 'node:buffer';
import { lstat, open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { digestOf } from '../repository/lock';
import { MOST_BYTES, parentsOf, readOwn, SAFELY } from '../repository/ownFile';

/** A file of the team's repository as it is now. */
export interface TeamFile {
  content: Uint8Array;
  digest: string;
}

/** Why a path of a repository cannot be updated. */
export class UnusablePath extends Error {
  readonly path: string;
  readonly fix: string;

  constructor(path: string, reason: string, fix: string) {
    super(reason);
    this.path = path;
    this.fix = fix;
  }
}

/** Largest edited file that is merged. The blueprint's largest has a tenth of it. */
const MAX_MERGED_BYTES = 1024 * 1024;

/** Reads a checkout of a team's repository, through no link and into no submodule. */
export class Checkout {
  private readonly directory: string;
  /** Whether a folder is there; only folders that are no links are kept. */
  private readonly folders = new Map<string, boolean>();
  private submodules: readonly string[] | undefined;

  constructor(directory: string) {
    this.directory = directory;
  }

  /**
   * A file as it is now. Undefined: nothing is there.
   *
   * @param locked - digest of what the blueprint wrote there
   * @throws UnusablePath for what is no regular text file of this repository
   */
  async read(
    path: string,
    locked: string | undefined,
  ): Promise<TeamFile | undefined> {
    if (!(await this.requirePlainParents(path))) return undefined;
    const file = await this.open(path);
    if (!file) return undefined;
    try {
      const entry = await file.stat();
      if (!entry.isFile()) {
        throw new UnusablePath(
          path,
          `is ${
            entry.isDirectory() ? 'a folder' : 'no file'
          } where the blueprint has a file`,
          'Rename it.',
        );
      }
      if (entry.size > MOST_BYTES) throw tooLarge(path, entry.size);
      const content = await file.readFile();
      const digest = digestOf(content);
      if (locked !== undefined && digest !== locked) {
        requireText(path, content, locked);
      }
      return { content, digest };
    } finally {
      await file.close();
    }
  }

  /**
   * Whether the folder of a path is there.
   * @throws UnusablePath where a link, a file or another repository is on the way
   */
  async requirePlainParents(path: string): Promise<boolean> {
    this.submodules ??= await submodulesOf(this.directory);
    for (const parent of parentsOf(path)) {
      const known = this.folders.get(parent);
      const isThere = known ?? (await this.isPlainFolder(parent));
      this.folders.set(parent, isThere);
      if (!isThere) return false;
    }
    return true;
  }

  private async isPlainFolder(path: string): Promise<boolean> {
    if (this.submodules?.includes(path)) throw submoduleAt(path);
    const entry = await lstat(join(this.directory, path)).catch(
      () => undefined,
    );
    if (!entry) return false;
    if (entry.isSymbolicLink()) {
      throw new UnusablePath(
        path,
        'is a symbolic link',
        'Replace the link by a folder.',
      );
    }
    if (!entry.isDirectory()) {
      throw new UnusablePath(
        path,
        'is a file where the blueprint has a folder',
        'Rename it.',
      );
    }
    const git = await lstat(join(this.directory, path, '.git')).catch(
      () => undefined,
    );
    if (git) throw submoduleAt(path);
    return true;
  }

  private async open(path: string): Promise<FileHandle | undefined> {
    try {
      return await open(join(this.directory, path), SAFELY);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT') return undefined;
      throw code === 'ELOOP'
        ? new UnusablePath(
            path,
            'is a symbolic link',
            'Replace the link by a file.',
          )
        : new UnusablePath(
            path,
            `cannot be read (${code})`,
            'Restore the file from the history of the repository.',
          );
    }
  }
}

function requireText(path: string, content: Buffer, locked: string): void {
  if (content.length > MAX_MERGED_BYTES) throw tooLarge(path, content.length);
  if (content.includes(0) || !isUtf8(content)) {
    throw new UnusablePath(
      path,
      'was replaced by a binary file',
      'Move the content to a file of another name, and restore this one.',
    );
  }
  if (!content.includes('\r\n')) return;
  const withoutReturns = Buffer.from(
    content.toString('utf8').replaceAll('\r\n', '\n'),
  );
  throw new UnusablePath(
    path,
    digestOf(withoutReturns) === locked
      ? 'differs in its line ends alone: CRLF where the blueprint wrote LF'
      : 'has line ends CRLF, and the blueprint writes LF',
    'Convert the file to LF, and set core.autocrlf to false or input in this checkout.',
  );
}

function tooLarge(path: string, bytes: number): UnusablePath {
  return new UnusablePath(
    path,
    `has ${bytes} bytes, and edited files are merged up to ${MAX_MERGED_BYTES}`,
    'Move the content to a file of another name.',
  );
}

/** Folders that Git fills from other repositories: https://git-scm.com/docs/gitmodules */
async function submodulesOf(directory: string): Promise<string[]> {
  const text = String((await readOwn(directory, '.gitmodules')) ?? '');
  return [
    ...text.matchAll(/^[ \t]*path[ \t]*=[ \t]*"?([^"\n]*?)"?[ \t]*$/gm),
  ].map(([, path = '']) => path);
}

function submoduleAt(path: string): UnusablePath {
  return new UnusablePath(
    path,
    'is a submodule',
    'Replace the submodule by files of this repository.',
  );
}
