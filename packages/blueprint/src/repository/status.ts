import { lstat } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { digestOf, LOCK_PATH, LOCK_VERSION, readLock } from './lock';
import { readOwn } from './ownFile';

/** More than any blueprint writes. */
const MOST_FILES = 10_000;

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
  const lock = await readLock(directory);
  if (!lock?.blueprint) {
    return refused('is missing or cannot be read');
  }
  if (lock.apiVersion !== LOCK_VERSION) {
    return refused(`has another format than ${LOCK_VERSION}`);
  }
  const locked = Object.entries(lock.files);
  if (locked.length === 0 || locked.length > MOST_FILES) {
    return refused(`lists ${locked.length} files`);
  }
  const edited: string[] = [];
  const removed: string[] = [];
  for (const [path, digest] of locked) {
    if (!isInside(path)) return refused('has a path outside the repository');
    if (!/^sha256:[0-9a-f]{64}$/.test(digest)) {
      return refused('has a digest that is no SHA-256');
    }
    const content = await readOwn(directory, path);
    if (content && digestOf(content) === digest) continue;
    const there = await lstat(join(directory, path)).catch(() => undefined);
    (there ? edited : removed).push(path);
  }
  return {
    ok: true,
    version: lock.blueprint.version,
    files: locked.length,
    edited,
    removed,
  };
}

function isInside(path: string): boolean {
  return (
    !posix.isAbsolute(path) &&
    posix.normalize(path) === path &&
    !/^\.\.?(\/|$)/.test(path) &&
    !path.includes('\0')
  );
}

function refused(reason: string): StatusResult {
  return {
    ok: false,
    reason: `${LOCK_PATH} ${reason}.`,
    fix: `Name the root of a repository that nodeyard wrote, and restore ${LOCK_PATH} from its history.`,
  };
}
