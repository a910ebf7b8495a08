import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { digestOf, LOCK_PATH, readIntactLock } from './lock';
import { readOwn } from './ownFile';

export type StatusResult =
  | {
      ok: true;
      /** Release that wrote the repository. */
      version: string;
      /** Number of files in the lock. */
      files: number;
      /** Paths with another content, or with something else than a regular file. */
      edited: string[];
      /** Paths where nothing is left. */
      removed: string[];
    }
  | { ok: false; reason: string; fix: string };

/** Compares a repository with the digests of its lock. Reads through no link, and writes nothing. */
export async function repositoryStatus(
  directory: string,
): Promise<StatusResult> {
  const read = await readIntactLock(directory);
  if (!read.ok) {
    return { ...read, reason: `${LOCK_PATH} ${read.reason}.` };
  }
  const { version, files } = read.lock;
  const edited: string[] = [];
  const removed: string[] = [];
  for (const [path, digest] of files) {
    const content = await readOwn(directory, path);
    if (content && digestOf(content) === digest) continue;
    const there = await lstat(join(directory, path)).catch(() => undefined);
    (there ? edited : removed).push(path);
  }
  return { ok: true, version, files: files.size, edited, removed };
}
