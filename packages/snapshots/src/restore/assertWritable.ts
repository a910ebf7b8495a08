import { constants } from 'node:fs';
import { join } from 'node:path';
import type { LocalFile, WalkResult } from '../datadir/walk';
import { parentOf } from '../files/openFolders';
import type { Tree } from '../files/tree';
import { withTree } from '../files/tree';
import type { ExternalFolders } from '../files/externalFolders';
import { type ManifestFile, refused } from '@nodeyard/snapshot-store';
import type { Obstacle } from './writeStrategy';
import {
  chooseWriteStrategy,
  nameObstacle,
  openObstacle,
} from './writeStrategy';
import { obstacleText } from './openForWriting';

/** The planned changes of a restore below a folder. */
export interface PlannedChanges {
  root: string;
  external: ExternalFolders;
  walked: WalkResult;
  /** Files to write, without those that are known to be equal. */
  desired: readonly ManifestFile[];
  /** Files to delete. */
  surplus: readonly string[];
  mounts: ReadonlySet<string>;
}

const MAX_CONCURRENT_CHECKS = 64;

/**
 * Check before the first write that all writes and deletions are possible.
 *
 * @returns files that cannot be changed and have the right size: their content must be compared
 * @throws SnapshotError `refused` when a path must change and cannot
 */
export async function assertWritable(
  changes: PlannedChanges,
): Promise<Map<string, Obstacle>> {
  const { root, external, walked, desired, surplus, mounts } = changes;
  const present = new Map(walked.files.map(file => [file.path, file]));
  const fixed = new Map<string, Obstacle>();
  const check = async (tree: Tree) => {
    // A missing root is created first, which fails if it is not possible.
    if (!(await tree.lstat(''))) return;
    for (const folder of foldersOfNewFiles(changes, present)) {
      const code = await tree.accessError(
        folder,
        constants.W_OK | constants.X_OK,
      );
      if (code) throw cannotChangeError(root, folder, { code });
    }
    await forEachConcurrently(desired, async ({ path, size }) => {
      const local = present.get(path);
      const found = local && (await chooseWriteStrategy(tree, path, mounts));
      if (found?.way !== 'none') return;
      if (local?.size !== size) throw cannotChangeError(root, path, found.why);
      fixed.set(path, found.why);
    });
    await forEachConcurrently(surplus, async path => {
      const local = present.get(path);
      const why = local && (await removalObstacle(tree, local, mounts));
      if (why) throw cannotChangeError(root, path, why);
    });
  };
  await withTree(root, check, external);
  return fixed;
}

/** Error for a file that must be changed and cannot. */
export function cannotChangeError(root: string, path: string, why: Obstacle) {
  return refused(
    'what' in why ? 'datadir-odd-file' : 'datadir-unwritable',
    `${join(root, path)} must change, but ${
      'what' in why ? `it ${why.what}` : `it ${obstacleText(why)}`
    }. Nothing was written.`,
  );
}

/** Existing folders in which new files or folders are created. */
function foldersOfNewFiles(
  { walked, desired }: PlannedChanges,
  present: ReadonlyMap<string, LocalFile>,
): Set<string> {
  const there = new Set(['', ...walked.folders]);
  const folders = new Set<string>();
  for (const { path } of desired) {
    if (present.has(path)) continue;
    let folder = parentOf(path);
    while (!there.has(folder)) folder = parentOf(folder);
    folders.add(folder);
  }
  return folders;
}

/** Deletion depends on the folder, and not on the permission bits of the file. */
async function removalObstacle(
  tree: Tree,
  { path, uid }: LocalFile,
  mounts: ReadonlySet<string>,
): Promise<Obstacle | undefined> {
  if (mounts.has(path)) return { what: 'is mounted there from elsewhere' };
  const refusal = await openObstacle(tree, path, constants.O_WRONLY);
  if (refusal && 'code' in refusal && refusal.code === 'EPERM') return refusal;
  return nameObstacle(tree, path, uid);
}

async function forEachConcurrently<T>(
  all: readonly T[],
  check: (one: T) => Promise<void>,
): Promise<void> {
  for (let at = 0; at < all.length; at += MAX_CONCURRENT_CHECKS) {
    await Promise.all(all.slice(at, at + MAX_CONCURRENT_CHECKS).map(check));
  }
}
