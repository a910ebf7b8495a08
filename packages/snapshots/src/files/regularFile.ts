import { constants, promises as fs, Stats, BigIntStats } from 'node:fs';
import { isSystemError, orAbsent } from './systemError';

/** No link is followed, no pipe or device makes the opener wait, and no terminal becomes ours. */
const SAFELY =
  // eslint-disable-next-line no-bitwise
  constants.O_NOFOLLOW | constants.O_NONBLOCK | constants.O_NOCTTY;
/** What open(2) answers for a link, a folder, and a pipe, socket or device without another end. */
const ODD_CODES = ['ELOOP', 'EISDIR', 'ENXIO', 'ENODEV'];

/** Something else stands where a regular file must be. */
export class OddFile extends Error {
  /** @param what - what it is, as half a sentence: `is a symbolic link` */
  constructor(readonly path: string, readonly what: string) {
    super(`${path} ${what}`);
    this.name = 'OddFile';
  }
}

/**
 * Open a regular file under exactly this name.
 *
 * @throws OddFile when something else has the name
 */
export async function openRegular(
  path: string,
  flags: number,
  mode?: number,
): Promise<fs.FileHandle> {
  const file = await opened(path, flags, mode);
  try {
    const found = await file.stat();
    if (!found.isFile()) throw new OddFile(path, kindOf(found));
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

/**
 * All bytes of a regular file.
 *
 * @param most - bytes that it may have
 * @returns undefined when there is none
 * @throws OddFile when something else has the name, or it is larger
 */
export async function readRegular(
  path: string,
  most: number,
): Promise<Buffer | undefined> {
  const file = await orAbsent(openRegular(path, constants.O_RDONLY));
  if (!file) return undefined;
  try {
    return await readAll(file, path, most);
  } finally {
    await file.close();
  }
}

/** @throws OddFile when the file is larger than it may be */
export async function readAll(
  file: fs.FileHandle,
  path: string,
  most: number,
): Promise<Buffer> {
  const { size } = await file.stat();
  if (size > most)
    throw new OddFile(path, `has ${size} bytes, where at most ${most} belong`);
  return readRange(file, { offset: 0, length: size });
}

/** @returns fewer bytes where the file ends before */
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

/** @returns undefined when something else than a file that can be read has the name */
export async function orOdd<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof OddFile) return undefined;
    throw error;
  }
}

/** What stands under a name, as half a sentence. */
export function kindOf(found: Stats | BigIntStats): string {
  if (found.isSymbolicLink()) return 'is a symbolic link';
  if (found.isDirectory()) return 'is a folder';
  if (found.isFIFO()) return 'is a named pipe';
  if (found.isSocket()) return 'is a socket';
  return found.isFile() ? 'is a file' : 'is a device';
}

async function opened(
  path: string,
  flags: number,
  mode?: number,
): Promise<fs.FileHandle> {
  try {
    // eslint-disable-next-line no-bitwise
    return await fs.open(path, flags | SAFELY, mode);
  } catch (error) {
    if (!isSystemError(error) || !ODD_CODES.includes(error.code ?? ''))
      throw error;
    const found = await orAbsent(fs.lstat(path));
    if (!found || found.isFile()) throw error;
    throw new OddFile(path, kindOf(found));
  }
}
