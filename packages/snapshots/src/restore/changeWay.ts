import { constants } from 'node:fs';
import { kindOf, OddFile } from '../files/regularFile';
import { isSystemError } from '../files/systemError';
import { parentOf } from '../files/openFolders';
import { Tree } from '../files/tree';
import { actsAsOwner } from '../files/user';

/**
 * How the bytes under a name can be changed, and nothing else with them.
 *
 * `inPlace`: it is ours, and has no other name. `writable`: the same, when its mode allows it first. `copy`: it has other
 * names or another owner, so that a copy takes its place under this name. `none`: not at all, and why.
 */
export type ChangeWay =
  | { way: 'inPlace' | 'writable' | 'copy' }
  | { way: 'none'; why: Obstacle };

/** An errno, or what stands there instead of a file, as half a sentence. */
export type Obstacle = { code: string } | { what: string };

/** Without changing anything. The file must be there. */
export async function changeWay(
  tree: Tree,
  path: string,
  mounts: ReadonlySet<string>,
): Promise<ChangeWay> {
  const found = await tree.lstat(path);
  if (!found?.isFile())
    return none({ what: found ? kindOf(found) : 'is not there any more' });
  if (mounts.has(path))
    return none({ what: 'is mounted there from elsewhere' });
  const refusal = await obstacleTo(tree, path, constants.O_WRONLY);
  // Permission bits can be changed or gone around; whatever else stands against writing cannot.
  if (refusal && !isPermission(refusal)) return none(refusal);
  const isOurs = found.nlink === 1n && actsAsOwner(found.uid);
  if (isOurs && !refusal) return { way: 'inPlace' };
  const unreadable = await obstacleTo(tree, path, constants.O_RDONLY);
  if (unreadable) return none(unreadable);
  if (isOurs) return { way: 'writable' };
  const fixed = await nameObstacle(tree, path, found.uid);
  return fixed ? none(fixed) : { way: 'copy' };
}

/** Why another file cannot get this name, or the name not go away. */
export async function nameObstacle(
  tree: Tree,
  path: string,
  uid: bigint,
): Promise<Obstacle | undefined> {
  const folder = parentOf(path);
  // eslint-disable-next-line no-bitwise
  const denied = await tree.denied(folder, constants.W_OK | constants.X_OK);
  if (denied) return { code: denied };
  const above = await tree.lstat(folder);
  const isSticky = above && (above.mode & 0o1000n) !== 0n;
  return isSticky && !actsAsOwner(uid) && !actsAsOwner(above.uid)
    ? { what: 'belongs to another user in a folder with the sticky bit' }
    : undefined;
}

/** Why a file cannot be opened so. */
export async function obstacleTo(
  tree: Tree,
  path: string,
  flags: number,
): Promise<Obstacle | undefined> {
  try {
    await (await tree.open(path, flags)).close();
    return undefined;
  } catch (error) {
    if (error instanceof OddFile) return { what: error.what };
    if (isSystemError(error)) return { code: error.code ?? 'EIO' };
    throw error;
  }
}

function isPermission(obstacle: Obstacle): boolean {
  return 'code' in obstacle && obstacle.code === 'EACCES';
}

function none(why: Obstacle): ChangeWay {
  return { way: 'none', why };
}
