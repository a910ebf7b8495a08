import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { RepositoryFile } from '../repository/file';
import { digestOf } from '../repository/lock';
import type { IntactLock } from '../repository/lock';
import { readOwn } from '../repository/ownFile';
import { BASES, basePath } from './conflicts';
import type { FileChange } from './fileChange';
import { historyReader } from './history';
import { Checkout } from './checkout';

/**
 * Finds the content that the blueprint wrote before: kept by an earlier update, written again by today's blueprint, or in a
 * commit of the checkout. Whatever is found has the digest of the lock.
 */
export function baseReader(
  directory: string,
  lock: IntactLock,
  rendered: readonly RepositoryFile[],
): (path: string) => Promise<Uint8Array | undefined> {
  const today = new Map(rendered.map(file => [file.path, file.content]));
  const inHistory = historyReader(directory);
  return async path => {
    const digest = lock.files.get(path);
    if (digest === undefined) return undefined;
    for (const content of [
      await readOwn(directory, basePath(path)),
      today.get(path),
    ]) {
      if (content && digestOf(content) === digest) return content;
    }
    return inHistory(path, digest);
  };
}

/** Kept contents of files that no longer differ from what the blueprint wrote. */
export async function staleBases(
  directory: string,
  changes: readonly FileChange[],
): Promise<string[]> {
  const needed = new Set(
    changes
      .filter(({ kind }) => ['merged', 'conflict', 'kept'].includes(kind))
      .map(({ path }) => basePath(path)),
  );
  await new Checkout(directory).requirePlainParents(`${BASES}/file`);
  const entries = await readdir(join(directory, BASES), {
    recursive: true,
    withFileTypes: true,
  }).catch(() => []);
  return entries
    .filter(entry => entry.isFile())
    .map(entry =>
      join(entry.parentPath, entry.name).slice(directory.length + 1),
    )
    .filter(path => !needed.has(path))
    .sort();
}
