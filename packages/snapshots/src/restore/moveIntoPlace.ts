import { constants } from 'node:fs';
import { join } from 'node:path';
import { kindOf, OddFile } from '../files/regularFile';
import { mountsBelow } from '../files/mounts';
import { Tree, withTree } from '../files/tree';
import { PARTIAL_FOLDER } from '../format/paths';
import { obstacleText } from './openToChange';

/** Move what was restored beside the datadir's own secrets; running it again goes on where it stopped. */
export async function moveIntoPlace(datadir: string): Promise<void> {
  const mounts = await mountsBelow(datadir);
  await withTree(datadir, async tree => {
    await assertMovable(tree, PARTIAL_FOLDER, '', mounts);
    await moveFolder(tree, PARTIAL_FOLDER, '');
    await tree.sync('');
  });
}

/**
 * All is looked at before the first file is moved.
 *
 * @throws OddFile when a path has something else than what is moved there
 */
async function assertMovable(
  tree: Tree,
  from: string,
  to: string,
  mounts: ReadonlySet<string>,
): Promise<void> {
  // eslint-disable-next-line no-bitwise
  const denied = await tree.denied(to, constants.W_OK | constants.X_OK);
  if (denied)
    throw new OddFile(join(tree.root, to), obstacleText({ code: denied }));
  for (const entry of (await tree.list(from)) ?? []) {
    const target = below(to, entry.name);
    const there = await tree.lstat(target);
    if (!there) continue;
    if (mounts.has(target))
      throw new OddFile(join(tree.root, target), 'is mounted from elsewhere');
    if (there.isDirectory() !== entry.isDirectory() || isOdd(there))
      throw new OddFile(join(tree.root, target), kindOf(there));
    if (entry.isDirectory())
      await assertMovable(tree, below(from, entry.name), target, mounts);
  }
}

function isOdd(found: { isDirectory(): boolean; isFile(): boolean }): boolean {
  return !found.isDirectory() && !found.isFile();
}

/** What is left of `from` is removed. */
async function moveFolder(tree: Tree, from: string, to: string): Promise<void> {
  const entries = await tree.list(from);
  if (!entries) return;
  for (const entry of entries) {
    const [source, target] = [below(from, entry.name), below(to, entry.name)];
    const there = entry.isDirectory() && (await tree.lstat(target));
    if (there) await moveFolder(tree, source, target);
    else await tree.rename(source, target);
  }
  await tree.sync(to);
  await tree.removeFolder(from);
}

function below(folder: string, name: string): string {
  return folder ? `${folder}/${name}` : name;
}
