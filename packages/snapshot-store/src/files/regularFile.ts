import type { Stats, BigIntStats } from 'node:fs';
import { constants, promises as fs } from 'node:fs';
import { isSystemError, ignoreNotFound } from './systemError';

/** Follow no link, do not block on pipes and devices, and acquire no controlling terminal. */
const SAFE_FLAGS =
  constants.O_NOFOLLOW | constants.O_NONBLOCK | constants.O_NOCTTY;
/** errno of open(2) for a link, a folder, and a pipe, socket or device without a peer. */
const UNEXPECTED_CODES = ['ELOOP', 'EISDIR', 'ENXIO', 'ENODEV'];

/** A path is not the regular file, or not the folder, that is expected there. */
export class UnexpectedFileError extends Error {
  /** @param description - a predicate: `is a symbolic link` */
  constructor(readonly path: string, readonly description: string) {
    super(`${path} ${description}`);
    this.name = 'UnexpectedFileError';
  }
}

/**
 * Open a regular file without following links.
 *
 * @throws UnexpectedFileError if it is not a regular file
 */
export async function openRegular(
  path: string,
  flags: number,
  mode?: number,
): Promise<fs.FileHandle> {
  const file = await openSafely(path, flags, mode);
  try {
    const found = await file.stat();
    if (!found.isFile()) {
      throw new UnexpectedFileError(path, describeFileType(found));
    }
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** @throws UnexpectedFileError if the file is larger */
export async function readAll(
  file: fs.FileHandle,
  path: string,
  maxBytes: number,
): Promise<Buffer> {
  const { size } = await file.stat();
  if (size > maxBytes) {
    throw new UnexpectedFileError(
      path,
      `has ${size} bytes, where at most ${maxBytes} belong`,
    );
  }
  return readRange(file, { offset: 0, length: size });
}

/** @returns fewer bytes if the file is shorter */
export async function readRange(
  file: fs.FileHandle,
  { offset, length }: { offset: number; length: number },
  into?: Buffer,
): Promise<Buffer> {
  const bytes = into ?? Buffer.allocUnsafeSlow(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(
      bytes,
      filled,
      length - filled,
      offset + filled,
    );
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}

/** @returns undefined instead of an `UnexpectedFileError` */
export async function ignoreUnexpectedFile<T>(
  work: Promise<T>,
): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof UnexpectedFileError) return undefined;
    throw error;
  }
}

/** Type of a file, as a predicate. */
export function describeFileType(found: Stats | BigIntStats): string {
  if (found.isSymbolicLink()) return 'is a symbolic link';
  if (found.isDirectory()) return 'is a folder';
  if (found.isFIFO()) return 'is a named pipe';
  if (found.isSocket()) return 'is a socket';
  return found.isFile() ? 'is a file' : 'is a device';
}

async function openSafely(
  path: string,
  flags: number,
  mode?: number,
): Promise<fs.FileHandle> {
  try {
    return await fs.open(path, flags | SAFE_FLAGS, mode);
  } catch (error) {
    if (!isSystemError(error) || !UNEXPECTED_CODES.includes(error.code ?? '')) {
      throw error;
    }
    const found = await ignoreNotFound(fs.lstat(path));
    if (!found || found.isFile()) throw error;
    throw new UnexpectedFileError(path, describeFileType(found));
  }
}
