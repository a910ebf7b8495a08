import { constants } from 'node:fs';
import { join } from 'node:path';
import { LocalFile, Walked } from '../datadir/walk';
import { parentOf } from '../files/openFolders';
import { Tree, withTree } from '../files/tree';
import { ManifestFile } from '../format/manifest';
import { refused } from '../stopped';
import { changeWay, nameObstacle, Obstacle, obstacleTo } from './changeWay';
import { obstacleText } from './openToChange';

/** What a restore is about to do below a folder. */
export interface Changes {
  root: string;
  walked: Walked;
  /** Files that will be there; those that are known to be the same are not among them. */
  wanted: readonly ManifestFile[];
  /** Files that will not. */
  surplus: readonly string[];
  mounts: ReadonlySet<string>;
}

const LOOKS_AT_ONCE = 64;

/**
 * Make sure, before the first write, that nothing will be in the way of the last.
 *
 * @returns files that cannot be changed, and have the size that they should have: their content must be looked at
 * @throws Stopped `refused` when a path must change and cannot
 */
export async function assertChangeable(
  changes: Changes,
): Promise<Map<string, Obstacle>> {
  const { root, walked, wanted, surplus, mounts } = changes;
  const present = new Map(walked.files.map(file => [file.path, file]));
  const fixed = new Map<string, Obstacle>();
  await withTree(root, async tree => {
    // What is not there yet is made before anything else, and fails then.
    if (!(await tree.lstat(''))) return;
    for (const folder of foldersOfNew(changes, present)) {
      // eslint-disable-next-line no-bitwise
      const code = await tree.denied(folder, constants.W_OK | constants.X_OK);
      if (code) throw mustChange(root, folder, { code });
    }
    await each(wanted, async ({ path, size }) => {
      const local = present.get(path);
      const found = local && (await changeWay(tree, path, mounts));
      if (found?.way !== 'none') return;
      if (local?.size !== size) throw mustChange(root, path, found.why);
      fixed.set(path, found.why);
    });
    await each(surplus, async path => {
      const local = present.get(path);
      const why = local && (await removalObstacle(tree, local, mounts));
      if (why) throw mustChange(root, path, why);
    });
  });
  return fixed;
}

/** What is refused when a file turns out to differ, or the like. */
export function mustChange(root: string, path: string, why: Obstacle) {
  return refused(
    'what' in why ? 'datadir-odd-file' : 'datadir-unwritable',
    `${join(root, path)} must change, but ${
      'what' in why ? `it ${why.what}` : `it ${obstacleText(why)}`
    }. Nothing was written.`,
  );
}

/** Folders that get a new name in them. */
function foldersOfNew(
  { walked, wanted }: Changes,
  present: ReadonlyMap<string, LocalFile>,
): Set<string> {
  const there = new Set(['', ...walked.folders]);
  const folders = new Set<string>();
  for (const { path } of wanted) {
    if (present.has(path)) continue;
    let folder = parentOf(path);
    while (!there.has(folder)) folder = parentOf(folder);
    folders.add(folder);
  }
  return folders;
}

/** The permission bits of a file say nothing about its name. */
async function removalObstacle(
  tree: Tree,
  { path, uid }: LocalFile,
  mounts: ReadonlySet<string>,
): Promise<Obstacle | undefined> {
  if (mounts.has(path)) return { what: 'is mounted there from elsewhere' };
  const refusal = await obstacleTo(tree, path, constants.O_WRONLY);
  if (refusal && 'code' in refusal && refusal.code === 'EPERM') return refusal;
  return nameObstacle(tree, path, uid);
}

async function each<T>(
  all: readonly T[],
  look: (one: T) => Promise<void>,
): Promise<void> {
  for (let at = 0; at < all.length; at += LOOKS_AT_ONCE)
    await Promise.all(all.slice(at, at + LOOKS_AT_ONCE).map(look));
}
