import { lstat, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { findExecutionClient } from '@nodeyard/ethereum';
import {
  describeFileType,
  ignoreNotFound,
  refused,
} from '@nodeyard/snapshot-store';

/** Folders of a datadir that are elsewhere: absolute folder by path in the datadir. @public */
export type ExternalFolders = ReadonlyMap<string, string>;

export const noExternalFolders: ExternalFolders = new Map();

/**
 * The folders of a datadir that are elsewhere.
 *
 * @param given - folder by path in the datadir
 * @param followLinks - also those behind symbolic links where the client accepts them: for reading only, because a link in a datadir
 * must not decide where a restore writes
 * @throws SnapshotError `refused` if the client does not accept such a folder, or the datadir has another one there
 */
export async function resolveExternalFolders(
  datadir: string,
  client: string,
  given: ExternalFolders,
  { followLinks }: { followLinks: boolean },
): Promise<ExternalFolders> {
  const accepted = findExecutionClient(client)?.datadir.externalFolders ?? [];
  const other = [...given.keys()].find(path => !accepted.includes(path));
  if (other !== undefined) {
    throw refused(
      'external-folder',
      `--external ${other}: ${client} accepts ${
        accepted.length > 0 ? `${accepted.join(', ')}` : 'no folder'
      } elsewhere. Correct the path before the "=".`,
    );
  }
  const found = new Map<string, string>();
  // Outer folders come first: one that is elsewhere holds the inner ones.
  for (const path of [...accepted].sort()) {
    const place = placeOf(datadir, found, path);
    const there = await ignoreNotFound(lstat(place));
    const linked = there?.isSymbolicLink() ? await realpath(place) : undefined;
    const folder = given.get(path) ?? (followLinks ? linked : undefined);
    if (folder === undefined) continue;
    const real = (await ignoreNotFound(realpath(folder))) ?? folder;
    if (there && !linked) {
      throw refused(
        'external-folder',
        `--external ${path}=${folder}: the datadir has ${place} itself. Leave the option out, or move that away.`,
      );
    }
    if (linked && linked !== real) {
      throw refused(
        'external-folder',
        `--external ${path}=${folder}: ${place} is a symbolic link to ${linked}. Give that folder.`,
      );
    }
    const target = await ignoreNotFound(stat(real));
    if (target && !target.isDirectory()) {
      throw refused(
        'external-folder',
        `--external ${path}=${folder}: it ${describeFileType(
          target,
        )}. Give a folder.`,
      );
    }
    const root = (await ignoreNotFound(realpath(datadir))) ?? datadir;
    if (isInside(real, root) || isInside(root, real)) {
      throw refused(
        'external-folder',
        `--external ${path}=${folder}: it is not outside of ${datadir}. Give a folder elsewhere.`,
      );
    }
    found.set(path, real);
  }
  return found;
}

/** The absolute path of a path in a datadir. */
export function placeOf(
  datadir: string,
  external: ExternalFolders,
  path: string,
): string {
  const outer = outerPath(path, external);
  return outer === undefined
    ? join(datadir, path)
    : join(external.get(outer) ?? '', path.slice(outer.length));
}

/** The external folder that a path is in or is; undefined if it is in the datadir. */
export function folderOf(
  path: string,
  external: ExternalFolders,
): string | undefined {
  return external.get(outerPath(path, external) ?? '');
}

function outerPath(path: string, external: ExternalFolders) {
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
    const outer = path.slice(0, end);
    if (external.has(outer)) return outer;
  }
  return undefined;
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
