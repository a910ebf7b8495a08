import { constants } from 'node:fs';
import {
  describeFileType,
  isSystemError,
  UnexpectedFileError,
} from '@nodeyard/snapshot-store';
import { parentOf } from '../files/openFolders';
import type { Tree } from '../files/tree';
import { hasOwnerRights } from '../files/user';

/**
 * How a file can be changed without effect on other paths.
 *
 * `inPlace`: owned, with a single link. `writable`: the same, after chmod. `copy`: it has further hard links or another owner, so
 * that a copy replaces it. `none`: it cannot be changed.
 */
export type WriteStrategy =
  | { way: 'inPlace' | 'writable' | 'copy' }
  | { way: 'none'; why: Obstacle };

/** An errno, or a predicate such as `is a symbolic link`. */
export type Obstacle = { code: string } | { what: string };

/** Read-only. The file must exist. */
export async function chooseWriteStrategy(
  tree: Tree,
  path: string,
  mounts: ReadonlySet<string>,
): Promise<WriteStrategy> {
  const found = await tree.lstat(path);
  if (!found?.isFile()) {
    return none({
      what: found ? describeFileType(found) : 'is not there any more',
    });
  }
  if (mounts.has(path)) {
    return none({ what: 'is mounted there from elsewhere' });
  }
  const refusal = await openObstacle(tree, path, constants.O_WRONLY);
  // Permission bits can be changed or bypassed; other obstacles to writing cannot.
  if (refusal && !isPermission(refusal)) return none(refusal);
  const isOurs = found.nlink === 1n && hasOwnerRights(found.uid);
  if (isOurs && !refusal) return { way: 'inPlace' };
  const unreadable = await openObstacle(tree, path, constants.O_RDONLY);
  if (unreadable) return none(unreadable);
  if (isOurs) return { way: 'writable' };
  const fixed = await nameObstacle(tree, path, found.uid);
  return fixed ? none(fixed) : { way: 'copy' };
}

/** Why the name cannot be replaced or removed. */
export async function nameObstacle(
  tree: Tree,
  path: string,
  uid: bigint,
): Promise<Obstacle | undefined> {
  const folder = parentOf(path);
  const denied = await tree.accessError(
    folder,
    constants.W_OK | constants.X_OK,
  );
  if (denied) return { code: denied };
  const above = await tree.lstat(folder);
  const isSticky = above && (above.mode & 0o1000n) !== 0n;
  return isSticky && !hasOwnerRights(uid) && !hasOwnerRights(above.uid)
    ? { what: 'belongs to another user in a folder with the sticky bit' }
    : undefined;
}

/** Why a file cannot be opened with these flags. */
export async function openObstacle(
  tree: Tree,
  path: string,
  flags: number,
): Promise<Obstacle | undefined> {
  try {
    await (await tree.open(path, flags)).close();
    return undefined;
  } catch (error) {
    if (error instanceof UnexpectedFileError) {
      return { what: error.description };
    }
    if (isSystemError(error)) return { code: error.code ?? 'EIO' };
    throw error;
  }
}

function isPermission(obstacle: Obstacle): boolean {
  return 'code' in obstacle && obstacle.code === 'EACCES';
}

function none(why: Obstacle): WriteStrategy {
  return { way: 'none', why };
}
