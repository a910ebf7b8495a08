/** By its members: `instanceof` does not work for errors of another realm (Jest, vm). */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return (
    typeof error === 'object' &&
    error !== null &&
    'syscall' in error &&
    'code' in error
  );
}

/** @returns undefined if the path does not exist */
export async function ignoreNotFound<T>(
  work: Promise<T>,
): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (
      isSystemError(error) &&
      (error.code === 'ENOENT' || error.code === 'ENOTDIR')
    ) {
      return undefined;
    }
    throw error;
  }
}

/** @returns false if the path exists already */
export async function ignoreExisting(work: Promise<void>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (isSystemError(error) && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Meaning of an errno for a file, and its remedy. */
const reasons = new Map(
  Object.entries({
    ENOSPC: 'no space is left. Make room',
    EDQUOT: 'the quota is used up. Raise it or make room',
    EFBIG: 'its file system holds no file of that size. Use another one',
    EROFS: 'its file system is mounted read-only. Mount it writable',
    EACCES:
      'permission is denied. Give the user of this command the right (chmod, chown), or run it as another',
    EPERM:
      'it is immutable (lsattr shows it), or belongs to another user. Run "chattr -i" on it, or run this as its owner',
    EBUSY: 'it is mounted or in use. Unmount it, or stop what uses it',
    ETXTBSY: 'it is being executed. Stop what runs it',
    EIO: 'its disk or file system fails. Look into the kernel log',
    ESTALE: 'its network file system lost it. Mount it again',
    EXDEV: 'it lies on another file system. Unmount that first',
    EMFILE: 'too many files are open. Raise the limit (ulimit -n)',
    ENFILE: 'too many files are open on this machine. Raise fs.file-max',
    ENAMETOOLONG: 'its name is too long for its file system. Use another one',
  }),
);

/** Cause and remedy, for an error message. */
export function describeErrno({
  code = 'EIO',
  message = code,
}: {
  code?: string;
  message?: string;
}): string {
  return reasons.get(code) ?? message;
}
