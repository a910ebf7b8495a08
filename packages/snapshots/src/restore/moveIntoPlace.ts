import { constants } from 'node:fs';
import { join } from 'node:path';
import {
  describeFileType,
  PARTIAL_FOLDER,
  UnexpectedFileError,
} from '@nodeyard/snapshot-store';
import { mountPointsBelow } from '../files/mounts';
import type { Tree } from '../files/tree';
import { withTree } from '../files/tree';
import { obstacleText } from './openForWriting';

/** Move restored files from `.partial` into the datadir. Idempotent. */
export async function moveIntoPlace(datadir: string): Promise<void> {
  const mounts = await mountPointsBelow(datadir);
  await withTree(datadir, async tree => {
    await assertMovable(tree, PARTIAL_FOLDER, '', mounts);
    await moveFolder(tree, PARTIAL_FOLDER, '');
    await tree.sync('');
  });
}

/**
 * Checks all targets before the first file is moved.
 *
 * @throws UnexpectedFileError if a target has another type
 */
async function assertMovable(
  tree: Tree,
  from: string,
  to: string,
  mounts: ReadonlySet<string>,
): Promise<void> {
  const denied = await tree.accessError(to, constants.W_OK | constants.X_OK);
  if (denied) {
    throw new UnexpectedFileError(
      join(tree.root, to),
      obstacleText({ code: denied }),
    );
  }
  for (const entry of (await tree.list(from)) ?? []) {
    const target = joinPath(to, entry.name);
    const there = await tree.lstat(target);
    if (!there) continue;
    if (mounts.has(target)) {
      throw new UnexpectedFileError(
        join(tree.root, target),
        'is mounted from elsewhere',
      );
    }
    if (there.isDirectory() !== entry.isDirectory() || isOdd(there)) {
      throw new UnexpectedFileError(
        join(tree.root, target),
        describeFileType(there),
      );
    }
    if (entry.isDirectory()) {
      await assertMovable(tree, joinPath(from, entry.name), target, mounts);
    }
  }
}

function isOdd(found: { isDirectory(): boolean; isFile(): boolean }): boolean {
  return !found.isDirectory() && !found.isFile();
}

/** Removes `from` afterwards. */
async function moveFolder(tree: Tree, from: string, to: string): Promise<void> {
  const entries = await tree.list(from);
  if (!entries) return;
  for (const entry of entries) {
    const [source, target] = [
      joinPath(from, entry.name),
      joinPath(to, entry.name),
    ];
    const there = entry.isDirectory() && (await tree.lstat(target));
    if (there) await moveFolder(tree, source, target);
    else await tree.rename(source, target);
  }
  await tree.sync(to);
  await tree.removeFolder(from);
}

function joinPath(folder: string, name: string): string {
  return folder ? `${folder}/${name}` : name;
}
