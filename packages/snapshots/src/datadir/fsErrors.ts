import {
  describeErrno,
  isSystemError,
  refused,
  UnexpectedFileError,
} from '@nodeyard/snapshot-store';

/** A full disk and the like are expected failures; the datadir stays dirty, and the next restore continues. */
export function toWriteError(path: string, error: unknown): unknown {
  if (error instanceof UnexpectedFileError) return toUnexpectedFileError(error);
  if (!isSystemError(error)) return error;
  return refused(
    'datadir-unwritable',
    `Cannot write ${path}: ${describeErrno(
      error,
    )}, then run the same command again.`,
  );
}

export async function mapWriteError<T>(
  path: string,
  work: Promise<T>,
): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw toWriteError(path, error);
  }
}

/** The same for reads. */
export function toReadError(path: string, error: unknown): unknown {
  if (error instanceof UnexpectedFileError) return toUnexpectedFileError(error);
  if (!isSystemError(error)) return error;
  if (error.code === 'ENOENT') {
    return refused(
      'datadir-unreadable',
      `Cannot read ${path}: it was removed at the same moment, by another restore or by a node. Run the same command again.`,
    );
  }
  return refused(
    'datadir-unreadable',
    `Cannot read ${path}: ${describeErrno(
      error,
    )}, then run the same command again.`,
  );
}

/** Convert file system errors on a datadir to expected failures. */
export async function mapFsErrors<T>(
  datadir: string,
  work: () => Promise<T>,
  toError = toReadError,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const path = isSystemError(error) ? error.path ?? datadir : datadir;
    throw toError(path, error);
  }
}

/** An object of another type where a file or folder is expected; it is not changed. */
export function toUnexpectedFileError({
  path,
  description,
}: UnexpectedFileError): unknown {
  return refused(
    'datadir-odd-file',
    `${JSON.stringify(
      path,
    )} ${description}: it was left as it is. Move it away and run the same command again.`,
  );
}
