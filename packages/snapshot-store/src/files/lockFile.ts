/** File operations on lock files. */
export interface LockFiles {
  /** @returns false if there is such a file already */
  link(from: string, to: string): Promise<boolean>;
  /** Inode and modification time; undefined if there is no such file. */
  identify(path: string): Promise<string | undefined>;
  /** Whether the process that created it has ended. */
  isStale(path: string): Promise<boolean>;
  /** Replaces the target. */
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
}

/**
 * Acquire a lock file by a hard link to `own`, a file of this process, which is to be removed afterwards.
 *
 * Exactly one of the processes that find the same stale lock replaces it: the one that acquires a second lock, whose name
 * contains the identity of the stale file. A process that was slower finds another identity after it has acquired that, or a
 * live second lock. A process that ends in between leaves a stale second lock, which is replaced in the same way.
 *
 * @returns false if another process holds it, or was faster
 */
export async function acquireLockFile(
  files: LockFiles,
  own: string,
  path: string,
): Promise<boolean> {
  if (await files.link(own, path)) return true;
  const stale = await files.identify(path);
  if (stale === undefined) return acquireLockFile(files, own, path);
  if (!(await files.isStale(path))) return false;
  const successor = `${path}.${stale}`;
  if (!(await acquireLockFile(files, own, successor))) return false;
  if ((await files.identify(path)) !== stale) {
    await files.remove(successor);
    return false;
  }
  await files.rename(successor, path);
  return true;
}
