import { randomUUID } from 'node:crypto';
import { constants, promises as fs } from 'node:fs';
import { join } from 'node:path';
import { OddFile } from '../files/regularFile';
import { isSystemError, reasonOf } from '../files/systemError';
import { Tree } from '../files/tree';
import { mayGiveAway } from '../files/user';
import { changeWay, Obstacle } from './changeWay';

/**
 * Open a file for writing so that only what is under this name changes, making it when it is absent.
 *
 * A file with other names (hard links) or of another owner gives its name to a copy of it, and stays as it is under the
 * others.
 */
export async function openToChange(
  tree: Tree,
  path: string,
  mounts: ReadonlySet<string>,
): Promise<fs.FileHandle> {
  const made = await newFile(tree, path);
  if (made) return made;
  const found = await changeWay(tree, path, mounts);
  if (found.way === 'none')
    throw new OddFile(join(tree.root, path), obstacleText(found.why));
  if (found.way === 'writable') await makeWritable(tree, path);
  if (found.way === 'copy') await giveNameToCopy(tree, path);
  return tree.openAlone(path, constants.O_WRONLY);
}

/** @returns undefined when something has the name already */
async function newFile(
  tree: Tree,
  path: string,
): Promise<fs.FileHandle | undefined> {
  try {
    return await tree.open(
      path,
      // eslint-disable-next-line no-bitwise
      constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL,
      0o600,
    );
  } catch (error) {
    if (isSystemError(error) && error.code === 'EEXIST') return undefined;
    throw error;
  }
}

export function obstacleText(obstacle: Obstacle): string {
  return 'what' in obstacle
    ? obstacle.what
    : `cannot be changed: ${reasonOf(obstacle)}`;
}

/** Erigon's finished files are read-only on purpose; the snapshot's mode comes back when the file is whole. */
async function makeWritable(tree: Tree, path: string): Promise<void> {
  const file = await tree.openAlone(path, constants.O_RDONLY);
  try {
    await file.chmod(0o600);
  } finally {
    await file.close();
  }
}

/** The copy is beside it; one that was interrupted is deleted with whatever else the snapshot lacks. */
async function giveNameToCopy(tree: Tree, path: string): Promise<void> {
  const copy = `${path}.${randomUUID()}`;
  const from = await tree.open(path, constants.O_RDONLY);
  try {
    await tree.copy(from, path, copy);
    const to = await tree.open(copy, constants.O_RDONLY);
    try {
      await to.chmod(0o600);
      const { uid, gid } = await from.stat();
      if (mayGiveAway()) await to.chown(uid, gid);
    } finally {
      await to.close();
    }
    await tree.rename(copy, path);
  } catch (error) {
    await tree.remove(copy).catch(() => {});
    throw error;
  } finally {
    await from.close();
  }
}
