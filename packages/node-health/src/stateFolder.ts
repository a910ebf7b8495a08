import { constants, existsSync } from 'node:fs';
import {
  lstat,
  mkdir,
  open,
  rename,
  rm,
  type FileHandle,
} from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { errorCode } from './errorMessage';

const OPEN_FOLDER =
  constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;
/** Symbolic links are not followed, and a named pipe does not block until there is a writer. */
const OPEN_FILE =
  constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** Linux path of open descriptors: it refers to the open folder even if its path was replaced. */
const DESCRIPTORS = existsSync('/proc/self/fd') ? '/proc/self/fd' : undefined;

/** ELOOP and ENOTDIR: symbolic links; ENXIO: a socket. */
const absentCodes = ['ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP', 'ENXIO'];

/**
 * Reads the first bytes of a regular file in a folder of a datadir; symbolic links are not followed.
 *
 * @param path - folder and file, e.g. `.nodeyard/history.json`
 * @returns undefined if there is no such regular file
 */
export async function readInFolder(
  datadir: string,
  path: string,
  maxBytes: number,
): Promise<Buffer | undefined> {
  try {
    return await inFolder(datadir, path, async place => {
      const file = await open(place, OPEN_FILE);
      try {
        if (!(await file.stat()).isFile()) return undefined;
        const { buffer, bytesRead } = await file.read(Buffer.alloc(maxBytes));
        return buffer.subarray(0, bytesRead);
      } finally {
        await file.close();
      }
    });
  } catch (error) {
    if (absentCodes.includes(errorCode(error) ?? '')) return undefined;
    throw error;
  }
}

/**
 * Writes a file there atomically, also across a crash. An existing file is replaced, not written to.
 *
 * @throws Error if the folder is a symbolic link or a file
 */
export async function writeInFolder(
  datadir: string,
  path: string,
  text: string,
): Promise<void> {
  const folder = join(datadir, dirname(path));
  await mkdir(folder).catch(() => {});
  if (!(await lstat(folder)).isDirectory()) {
    throw new Error(
      `${folder} is a symbolic link or a file, not a folder. Remove it.`,
    );
  }
  await inFolder(datadir, path, async (place, handle) => {
    const draft = `${place}.new`;
    await rm(draft, { recursive: true, force: true });
    const file = await open(draft, 'wx');
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, place);
    await handle.sync();
  });
}

async function inFolder<T>(
  datadir: string,
  path: string,
  use: (place: string, handle: FileHandle) => Promise<T>,
): Promise<T> {
  const folder = join(datadir, dirname(path));
  const handle = await open(folder, OPEN_FOLDER);
  try {
    const place = DESCRIPTORS ? `${DESCRIPTORS}/${handle.fd}` : folder;
    return await use(join(place, basename(path)), handle);
  } finally {
    await handle.close();
  }
}
