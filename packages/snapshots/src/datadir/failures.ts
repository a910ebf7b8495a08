import { OddFile } from '../files/regularFile';
import { isSystemError, reasonOf } from '../files/systemError';
import { refused } from '../stopped';

/** A full disk and the like are expected ends; the datadir stays marked dirty, and the next run goes on from there. */
export function writeFailure(path: string, error: unknown): unknown {
  if (error instanceof OddFile) return oddFile(error);
  if (!isSystemError(error)) return error;
  return refused(
    'datadir-unwritable',
    `Cannot write ${path}: ${reasonOf(
      error,
    )}, then run the same command again.`,
  );
}

export async function orWriteFailure<T>(
  path: string,
  work: Promise<T>,
): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw writeFailure(path, error);
  }
}

/** The same for what is only read. */
export function readFailure(path: string, error: unknown): unknown {
  if (error instanceof OddFile) return oddFile(error);
  if (!isSystemError(error)) return error;
  return refused(
    'datadir-unreadable',
    `Cannot read ${path}: ${reasonOf(error)}, then run the same command again.`,
  );
}

/** What a datadir does not allow is an expected end of work on it, wherever it comes up. */
export async function refusing<T>(
  datadir: string,
  work: () => Promise<T>,
  failureOf = readFailure,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const path = isSystemError(error) ? error.path ?? datadir : datadir;
    throw failureOf(path, error);
  }
}

/** Something else stands where a file or a folder must be, and is left alone. */
export function oddFile({ path, what }: OddFile): unknown {
  return refused(
    'datadir-odd-file',
    `${JSON.stringify(
      path,
    )} ${what}: it was left as it is. Move it away and run the same command again.`,
  );
}
