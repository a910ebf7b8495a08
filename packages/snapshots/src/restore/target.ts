import { executionClients } from '@nodeyard/ethereum';
import { mkdir, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isNeverStored } from '../datadir/neverStored';
import { readDirty, readMarker } from '../datadir/marker';
import { walk } from '../datadir/walk';
import { PARTIAL_FOLDER, STATE_FOLDER } from '../format/paths';
import { refused } from '../stopped';
import { orAbsent, syncFolder } from '../store/fileStore';
import { Local } from './refusals';

/** What a datadir is now; an absent one is empty. */
export async function look(datadir: string): Promise<Local> {
  const found = await orAbsent(stat(datadir));
  if (!found)
    return { datadir, walked: { files: [], folders: [], others: [] } };
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

export async function makeStateFolder(datadir: string): Promise<void> {
  await mkdir(join(datadir, STATE_FOLDER), { recursive: true });
}

export function partialOf(datadir: string): string {
  return join(datadir, PARTIAL_FOLDER);
}

/** Move what was restored beside the datadir's own secrets; running it again goes on where it stopped. */
export async function moveIntoPlace(datadir: string): Promise<void> {
  const partial = partialOf(datadir);
  if (await orAbsent(stat(partial))) await moveFolder(partial, datadir);
  await rm(partial, { recursive: true, force: true });
  await syncFolder(datadir);
}

async function moveFolder(from: string, to: string): Promise<void> {
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const target = join(to, entry.name);
    const folderThere =
      entry.isDirectory() && (await orAbsent(stat(target)))?.isDirectory();
    if (folderThere) {
      await moveFolder(join(from, entry.name), target);
      await syncFolder(target);
    } else {
      await rename(join(from, entry.name), target);
    }
  }
}

/** Delete files, then the folders that this leaves empty. */
export async function deleteFiles(
  root: string,
  paths: readonly string[],
): Promise<void> {
  const folders = new Set<string>();
  for (const path of paths) {
    await rm(join(root, path), { force: true });
    for (
      let slash = path.lastIndexOf('/');
      slash > 0;
      slash = path.lastIndexOf('/', slash - 1)
    )
      folders.add(path.slice(0, slash));
  }
  const deepestFirst = [...folders].sort((a, b) => b.length - a.length);
  for (const folder of deepestFirst) {
    const names = await orAbsent(readdir(join(root, folder)));
    if (names?.length === 0) await rmdir(join(root, folder));
    else if (names) await syncFolder(join(root, folder));
  }
}
