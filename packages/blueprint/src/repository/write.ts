import {
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  rename,
  rm,
  rmdir,
} from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { RepositoryFile } from './file';
import { digestOf, lockedDigests, LOCK_PATH } from './lock';
import { OwnFileWriter, readOwn } from './ownFile';
import { someOf } from './verify';

/** @public */
export type WriteResult =
  | { ok: true; directory: string }
  | { ok: false; reason: string; fix: string };

/**
 * Writes a repository into a directory that does not exist, is empty, or holds exactly what an earlier run wrote.
 *
 * All files or none: they are written beside it and moved there when they are complete.
 * @public
 */
export async function writeRepository(
  files: readonly RepositoryFile[],
  out: string,
): Promise<WriteResult> {
  const directory = resolve(out);
  const existing = await existingContent(directory);
  if (existing.kind === 'foreign') {
    return {
      ok: false,
      reason: `${out} ${existing.reason}`,
      fix: 'Name a directory that is empty or does not exist.',
    };
  }
  await mkdir(dirname(directory), { recursive: true });
  const work = await mkdtemp(
    join(dirname(directory), `.${basename(directory)}.nodeyard-`),
  );
  try {
    await writeFiles(files, join(work, 'new'));
    if (existing.kind === 'empty') await rmdir(directory);
    if (existing.kind === 'ours') await rename(directory, join(work, 'old'));
    await rename(join(work, 'new'), directory);
  } catch (error) {
    if (existing.kind === 'ours') {
      await rename(join(work, 'old'), directory).catch(() => undefined);
    }
    throw error;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return { ok: true, directory };
}

/**
 * Writes the files below a directory that the caller owns, over what is there, and through no link.
 * @public
 */
export async function writeFiles(
  files: readonly RepositoryFile[],
  directory: string,
): Promise<void> {
  await mkdir(directory, { recursive: true });
  const writer = new OwnFileWriter(directory);
  for (const file of files) await writer.write(file);
}

type ExistingContent =
  | { kind: 'nothing' | 'empty' | 'ours' }
  | { kind: 'foreign'; reason: string };

async function existingContent(directory: string): Promise<ExistingContent> {
  const entry = await lstat(directory).catch(() => undefined);
  if (!entry) return { kind: 'nothing' };
  if (!entry.isDirectory()) {
    return { kind: 'foreign', reason: 'is not a directory.' };
  }
  const paths = await pathsIn(directory, '');
  if (paths.length === 0) return { kind: 'empty' };
  const digests = await lockedDigests(directory);
  if (!digests) {
    return {
      kind: 'foreign',
      reason: 'holds files that nodeyard did not write.',
    };
  }
  const added = paths.filter(path => path !== LOCK_PATH && !digests.has(path));
  if (added.length > 0) {
    return {
      kind: 'foreign',
      reason: `holds files of yours: ${someOf(added)}.`,
    };
  }
  const edited = await editedPaths(directory, paths, digests);
  if (edited.length > 0) {
    return {
      kind: 'foreign',
      reason: `holds files that were edited: ${someOf(edited)}.`,
    };
  }
  return { kind: 'ours' };
}

async function pathsIn(directory: string, below: string): Promise<string[]> {
  const entries = await readdir(join(directory, below), {
    withFileTypes: true,
  });
  const paths = await Promise.all(
    entries.map(entry => {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      return entry.isDirectory() ? pathsIn(directory, path) : [path];
    }),
  );
  return paths.flat().sort();
}

async function editedPaths(
  directory: string,
  paths: readonly string[],
  digests: ReadonlyMap<string, string>,
) {
  const edited: string[] = [];
  for (const path of paths) {
    const locked = digests.get(path);
    if (locked === undefined) continue;
    const content = await readOwn(directory, path);
    if (!content || digestOf(content) !== locked) edited.push(path);
  }
  return edited;
}
