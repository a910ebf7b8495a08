import { isUtf8 } from 'node:buffer';
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { digestOf } from '../repository/lock';
import { parentsOf, readOwn } from '../repository/ownFile';

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
const MAX_BYTES = 1024 * 1024;

/**
 * Reads a path of a repository. Undefined: nothing is there.
 *
 * @param locked - digest of what the blueprint wrote there
 * @throws UnusablePath for what is no regular text file of this repository
 */
export async function readTeamFile(
  directory: string,
  path: string,
  locked: string | undefined,
): Promise<TeamFile | undefined> {
  await requirePlainParents(directory, path);
  const entry = await lstat(join(directory, path)).catch(() => undefined);
  if (!entry) return undefined;
  if (entry.isSymbolicLink()) {
    throw new UnusablePath(
      path,
      'is a symbolic link',
      'Replace the link by a file.',
    );
  }
  if (!entry.isFile()) {
    throw new UnusablePath(
      path,
      `is ${
        entry.isDirectory() ? 'a folder' : 'no file'
      } where the blueprint has a file`,
      'Rename it.',
    );
  }
  const content = await readOwn(directory, path);
  if (!content) {
    throw new UnusablePath(
      path,
      'cannot be read, or is larger than 16 MiB',
      'Restore the file from the history of the repository.',
    );
  }
  const digest = digestOf(content);
  if (locked !== undefined && digest !== locked) {
    requireText(path, content, locked);
  }
  return { content, digest };
}

function requireText(path: string, content: Buffer, locked: string): void {
  if (content.length > MAX_BYTES) {
    throw new UnusablePath(
      path,
      `has ${content.length} bytes, and edited files are merged up to ${MAX_BYTES}`,
      'Move the content to a file of another name.',
    );
  }
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

/** No link, file or other repository may be on the way. */
export async function requirePlainParents(
  directory: string,
  path: string,
): Promise<void> {
  for (const parent of parentsOf(path)) {
    const entry = await lstat(join(directory, parent)).catch(() => undefined);
    if (!entry) return;
    if (entry.isSymbolicLink()) {
      throw new UnusablePath(
        parent,
        'is a symbolic link',
        'Replace the link by a folder.',
      );
    }
    if (!entry.isDirectory()) {
      throw new UnusablePath(
        parent,
        'is a file where the blueprint has a folder',
        'Rename it.',
      );
    }
    const git = await lstat(join(directory, parent, '.git')).catch(
      () => undefined,
    );
    if (git) throw submoduleAt(parent);
  }
}

/** Folders that Git fills from other repositories: https://git-scm.com/docs/gitmodules */
export async function submodulesOf(directory: string): Promise<string[]> {
  const text = String((await readOwn(directory, '.gitmodules')) ?? '');
  return [
    ...text.matchAll(/^[ \t]*path[ \t]*=[ \t]*"?([^"\n]*?)"?[ \t]*$/gm),
  ].map(([, path = '']) => path);
}

/** @throws UnusablePath where a path is in a submodule that is not checked out */
export function requireOwnPath(
  path: string,
  submodules: readonly string[],
): void {
  const submodule = submodules.find(folder => path.startsWith(`${folder}/`));
  if (submodule !== undefined) throw submoduleAt(submodule);
}

function submoduleAt(path: string): UnusablePath {
  return new UnusablePath(
    path,
    'is a submodule',
    'Replace the submodule by files of this repository.',
  );
}
