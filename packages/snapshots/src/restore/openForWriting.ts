import { randomUUID } from 'node:crypto';
import type { promises as fs } from 'node:fs';
import { constants } from 'node:fs';
import { join } from 'node:path';
import {
  describeErrno,
  isSystemError,
  UnexpectedFileError,
} from '@nodeyard/snapshot-store';
import type { Tree } from '../files/tree';
import { canChown } from '../files/user';
import type { Obstacle } from './writeStrategy';
import { chooseWriteStrategy } from './writeStrategy';

/**
 * Open or create a file for writing without effect on other paths.
 *
 * A file with further hard links or of another owner is replaced by a copy, and is unchanged under its other names.
 */
export async function openForWriting(
  tree: Tree,
  path: string,
  mounts: ReadonlySet<string>,
): Promise<fs.FileHandle> {
  const made = await createNewFile(tree, path);
  if (made) return made;
  const found = await chooseWriteStrategy(tree, path, mounts);
  if (found.way === 'none') {
    throw new UnexpectedFileError(
      join(tree.root, path),
      obstacleText(found.why),
    );
  }
  if (found.way === 'writable') await makeWritable(tree, path);
  if (found.way === 'copy') await replaceWithCopy(tree, path);
  return tree.openSingleLink(path, constants.O_WRONLY);
}

/** @returns undefined if the name exists already */
async function createNewFile(
  tree: Tree,
  path: string,
): Promise<fs.FileHandle | undefined> {
  try {
    return await tree.open(
      path,
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
    : `cannot be changed: ${describeErrno(obstacle)}`;
}

/** Erigon's completed files are read-only on purpose; their mode is restored when the file is complete. */
async function makeWritable(tree: Tree, path: string): Promise<void> {
  const file = await tree.openSingleLink(path, constants.O_RDONLY);
  try {
    await file.chmod(0o600);
  } finally {
    await file.close();
  }
}

/** The copy has a temporary name; after an interruption it is deleted as a surplus file. */
async function replaceWithCopy(tree: Tree, path: string): Promise<void> {
  const copy = `${path}.${randomUUID()}`;
  const from = await tree.open(path, constants.O_RDONLY);
  try {
    await tree.copy(from, path, copy);
    const to = await tree.open(copy, constants.O_RDONLY);
    try {
      await to.chmod(0o600);
      const { uid, gid } = await from.stat();
      if (canChown()) await to.chown(uid, gid);
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
