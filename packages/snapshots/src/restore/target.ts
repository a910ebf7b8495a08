import { executionClients } from '@nodeyard/ethereum';
import { constants } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isNeverStored } from '../datadir/neverStored';
import { readDirty, readMarker } from '../datadir/marker';
import {
  oddFile,
  orWriteFailure,
  readFailure,
  writeFailure,
} from '../datadir/failures';
import { nothing, walk } from '../datadir/walk';
import { kindOf, OddFile } from '../files/regularFile';
import { orAbsent } from '../files/systemError';
import { Tree, withTree } from '../files/tree';
import { PARTIAL_FOLDER, STATE_FOLDER } from '../format/paths';
import { refused } from '../stopped';
import { Local, parentsOf } from './refusals';

/** What a datadir is now; an absent one is empty. */
export async function look(datadir: string): Promise<Local> {
  const found = await orAbsent(stat(datadir));
  if (!found) return { datadir, walked: nothing() };
  if (!found.isDirectory())
    throw refused(
      'datadir-missing',
      `${datadir} is no folder. Give the node's datadir with --datadir.`,
    );
  return {
    datadir,
    walked: await walk(datadir),
    marker: await readMarker(datadir),
    dirty: await readDirty(datadir),
  };
}

/** Whether a datadir has nothing that a restore could change: at most secrets, locks and the like. */
export function isEmpty({ walked }: Local, client: string): boolean {
  const globs = executionClients[client]?.neverSnapshot ?? [];
  return (
    walked.others.length === 0 &&
    walked.files.every(file => isNeverStored(file.path, globs))
  );
}

/**
 * Whether a node began a chain of its own after a restore that was interrupted before it touched anything: one that grows in
 * `.partial`. To move that into place would overwrite the chain with files of another.
 */
export function isGrownBeside(local: Local, client: string): boolean {
  const { dirty } = local;
  const isApart =
    dirty !== undefined && dirty !== 'unreadable' && dirty.phase === 'partial';
  return isApart && !isEmpty(local, client);
}

/** The command that removes what an interrupted restore left beside a chain of its own. */
export function removalOf(datadir: string): string {
  const paths = [partialOf(datadir), join(datadir, STATE_FOLDER)];
  return ['rm -rf', ...paths.map(shellWord)].join(' ');
}

/** Quoted where it must be: it may be copied into a shell, and a space would make `rm` remove something else. */
function shellWord(path: string): string {
  return /^[\w./:@+-]+$/.test(path)
    ? path
    : `'${path.replaceAll("'", `'\\''`)}'`;
}

/** Make the datadir, and the folder of these tools, which a claim needs. */
export async function makeStateFolder(datadir: string): Promise<void> {
  await withTree(datadir, async tree => {
    await orWriteFailure(datadir, tree.makeFolder(''));
    await orWriteFailure(datadir, tree.makeFolder(STATE_FOLDER));
  });
}

/** Make the folder that is worked in. Another restore moves and removes it, so this is done under the claim. */
export async function makeWorkFolder(
  datadir: string,
  root: string,
): Promise<void> {
  if (root === datadir) return;
  await withTree(datadir, tree =>
    orWriteFailure(root, tree.makeFolder(PARTIAL_FOLDER)),
  );
}

const ownFolders = [
  STATE_FOLDER,
  `${STATE_FOLDER}/indexes`,
  `${STATE_FOLDER}/manifests`,
  PARTIAL_FOLDER,
];
const ownFiles = ['dirty', 'restored', 'history', 'claim'].map(
  name => `${STATE_FOLDER}/${name}.json`,
);

/**
 * What these tools keep in a datadir must be what they made: behind a link, it would belong to somebody else.
 *
 * @throws Stopped `refused`
 */
export async function assertOwnFolders(datadir: string): Promise<void> {
  await withTree(datadir, async tree => {
    for (const folder of ownFolders) {
      const found = await lookedAt(tree, folder);
      if (found && !found.isDirectory())
        throw oddFile(new OddFile(join(datadir, folder), kindOf(found)));
      // eslint-disable-next-line no-bitwise
      const mode = constants.W_OK | constants.X_OK;
      const code = found && (await tree.denied(folder, mode));
      if (code)
        throw writeFailure(join(datadir, folder), { code, syscall: '' });
    }
    for (const file of ownFiles) {
      const found = await lookedAt(tree, file);
      if (found && !found.isFile())
        throw oddFile(new OddFile(join(datadir, file), kindOf(found)));
    }
  });
}

async function lookedAt(tree: Tree, path: string) {
  try {
    return await tree.lstat(path);
  } catch (error) {
    throw readFailure(join(tree.root, path), error);
  }
}

export function partialOf(datadir: string): string {
  return join(datadir, PARTIAL_FOLDER);
}

/** Delete files, then the folders that this leaves empty. */
export async function deleteFiles(
  root: string,
  paths: readonly string[],
  mounts: ReadonlySet<string>,
): Promise<void> {
  await withTree(root, async tree => {
    const folders = new Set<string>();
    for (const path of paths) {
      await orWriteFailure(join(root, path), tree.remove(path));
      for (const parent of parentsOf(path)) folders.add(parent);
    }
    const deepestFirst = [...folders].sort((a, b) => b.length - a.length);
    for (const folder of deepestFirst) {
      const isEmptied = (await tree.list(folder))?.length === 0;
      if (isEmptied && !mounts.has(folder))
        await orWriteFailure(join(root, folder), tree.removeFolder(folder));
      else await orAbsent(tree.sync(folder));
    }
  });
}
