import { quoteShellWord } from '@nodeyard/ethereum';
import { constants } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isChainThere } from '../datadir/chainFiles';
import {
  readDirty,
  readMarker,
  type Dirty,
  type Marker,
} from '../datadir/marker';
import {
  toUnexpectedFileError,
  mapWriteError,
  toReadError,
  toWriteError,
} from '../datadir/fsErrors';
import { walk, type WalkResult } from '../datadir/walk';
import {
  noExternalFolders,
  type ExternalFolders,
} from '../files/externalFolders';
import {
  describeFileType,
  ignoreNotFound,
  parentFolders,
  PARTIAL_FOLDER,
  refused,
  STATE_FOLDER,
  UnexpectedFileError,
} from '@nodeyard/snapshot-store';
import type { Tree } from '../files/tree';
import { withTree } from '../files/tree';

/** State of a datadir. */
export interface DatadirState {
  datadir: string;
  external: ExternalFolders;
  walked: WalkResult;
  marker?: Marker;
  dirty?: Dirty | 'unreadable';
}

/** Read the state of a datadir; a missing one is empty. */
export async function inspectDatadir(
  datadir: string,
  external: ExternalFolders = noExternalFolders,
): Promise<DatadirState> {
  const found = await ignoreNotFound(stat(datadir));
  if (!found) {
    return { datadir, external, walked: await walk(datadir, external) };
  }
  if (!found.isDirectory()) {
    throw refused(
      'datadir-missing',
      `${datadir} is no folder. Give the node's datadir with --datadir.`,
    );
  }
  return {
    datadir,
    external,
    walked: await walk(datadir, external),
    marker: await readMarker(datadir),
    dirty: await readDirty(datadir),
  };
}

/** Whether a datadir holds no chain; other files, such as logs and configuration, are kept beside a restored one. */
export function isEmpty({ walked }: DatadirState, client: string): boolean {
  return !isChainThere(walked, client);
}

/**
 * Whether a node has started a chain of its own beside an interrupted restore in `.partial`. Completing the restore would
 * overwrite files of that chain.
 */
export function hasChainBesidePartial(
  local: DatadirState,
  client: string,
): boolean {
  const { dirty } = local;
  const isApart =
    dirty !== undefined && dirty !== 'unreadable' && dirty.phase === 'partial';
  return isApart && !isEmpty(local, client);
}

/** Shell command that removes the remains of an interrupted restore. */
export function cleanupCommand(datadir: string): string {
  const paths = [partialFolder(datadir), join(datadir, STATE_FOLDER)];
  return ['rm -rf', ...paths.map(quoteShellWord)].join(' ');
}

/** Create the datadir and the state folder, which the restore lock needs. */
export async function createStateFolder(datadir: string): Promise<void> {
  await withTree(datadir, async tree => {
    await mapWriteError(datadir, tree.createFolder(''));
    await mapWriteError(datadir, tree.createFolder(STATE_FOLDER));
  });
}

/** Create the working directory. Another restore moves and removes it, so this needs the restore lock. */
export async function createWorkingDir(
  datadir: string,
  root: string,
): Promise<void> {
  if (root === datadir) return;
  await withTree(datadir, tree =>
    mapWriteError(root, tree.createFolder(PARTIAL_FOLDER)),
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
 * Files and folders of these tools in a datadir must not be links to places outside.
 *
 * @throws SnapshotError `refused`
 */
export async function assertOwnFolders(datadir: string): Promise<void> {
  await withTree(datadir, async tree => {
    for (const folder of ownFolders) {
      const found = await lstatOrFail(tree, folder);
      if (found && !found.isDirectory()) {
        throw toUnexpectedFileError(
          new UnexpectedFileError(
            join(datadir, folder),
            describeFileType(found),
          ),
        );
      }
      const mode = constants.W_OK | constants.X_OK;
      const code = found && (await tree.accessError(folder, mode));
      if (code) {
        throw toWriteError(join(datadir, folder), { code, syscall: '' });
      }
    }
    for (const file of ownFiles) {
      const found = await lstatOrFail(tree, file);
      if (found && !found.isFile()) {
        throw toUnexpectedFileError(
          new UnexpectedFileError(join(datadir, file), describeFileType(found)),
        );
      }
    }
  });
}

async function lstatOrFail(tree: Tree, path: string) {
  try {
    return await tree.lstat(path);
  } catch (error) {
    throw toReadError(join(tree.root, path), error);
  }
}

export function partialFolder(datadir: string): string {
  return join(datadir, PARTIAL_FOLDER);
}

/** Delete files, then folders that became empty. */
export async function deleteFiles(
  root: string,
  paths: readonly string[],
  mounts: ReadonlySet<string>,
  external: ExternalFolders,
): Promise<void> {
  const remove = async (tree: Tree) => {
    const folders = new Set<string>();
    for (const path of paths) {
      await mapWriteError(join(root, path), tree.remove(path));
      for (const parent of parentFolders(path)) folders.add(parent);
    }
    const deepestFirst = [...folders].sort((a, b) => b.length - a.length);
    for (const folder of deepestFirst) {
      const isEmptied = (await tree.list(folder))?.length === 0;
      if (isEmptied && !mounts.has(folder)) {
        await mapWriteError(join(root, folder), tree.removeFolder(folder));
      } else {
        await ignoreNotFound(tree.sync(folder));
      }
    }
  };
  await withTree(root, remove, external);
}
