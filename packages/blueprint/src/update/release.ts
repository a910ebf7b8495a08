import { gt, valid } from 'semver';
import type { RepositoryFile } from '../repository/file';
import { digestOf, LOCK_PATH } from '../repository/lock';
import type { IntactLock } from '../repository/lock';

/** Whether a repository is of a later release. A version that is none is not. */
export function isNewer(version: string, than: string): boolean {
  return valid(version) !== null && valid(than) !== null && gt(version, than);
}

/** Whether today's blueprint writes other files for the request of a lock. */
export function differsInRelease(
  lock: IntactLock,
  rendered: readonly RepositoryFile[],
): boolean {
  const files = rendered.filter(({ path }) => path !== LOCK_PATH);
  return (
    files.length !== lock.files.size ||
    files.some(
      ({ path, content }) => lock.files.get(path) !== digestOf(content),
    )
  );
}
