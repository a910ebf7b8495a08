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
import { errorCode } from './errorWords';

const FOLDER =
  constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;
/** A link would lead elsewhere, and a named pipe would keep the pod waiting for a writer. */
const FILE = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** Linux's way to what is in an open folder, whatever its path has become since. */
const DESCRIPTORS = existsSync('/proc/self/fd') ? '/proc/self/fd' : undefined;

/** ELOOP and ENOTDIR are those of links, ENXIO is that of a socket. */
const nothing = ['ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP', 'ENXIO'];

/**
 * The beginning of a file in a folder of a datadir, where both are what they are called and no links.
 *
 * @param path - a name of the folder and one of the file
 * @returns undefined where there is none
 */
export async function readInFolder(
  datadir: string,
  path: string,
  most: number,
): Promise<Buffer | undefined> {
  try {
    return await within(datadir, path, async place => {
      const file = await open(place, FILE);
      try {
        if (!(await file.stat()).isFile()) return undefined;
        const { buffer, bytesRead } = await file.read(Buffer.alloc(most));
        return buffer.subarray(0, bytesRead);
      } finally {
        await file.close();
      }
    });
  } catch (error) {
    if (nothing.includes(errorCode(error) ?? '')) return undefined;
    throw error;
  }
}

/**
 * Write a file there: whole or not at all, also after a crash. What had its name is not written into.
 *
 * @throws Error where a link, or something else that is no folder, has the name of the folder
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
      `${folder} is a link or a file, and nothing is written through it: remove it`,
    );
  }
  await within(datadir, path, async (place, handle) => {
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

async function within<T>(
  datadir: string,
  path: string,
  use: (place: string, handle: FileHandle) => Promise<T>,
): Promise<T> {
  const folder = join(datadir, dirname(path));
  const handle = await open(folder, FOLDER);
  try {
    const place = DESCRIPTORS ? `${DESCRIPTORS}/${handle.fd}` : folder;
    return await use(join(place, basename(path)), handle);
  } finally {
    await handle.close();
  }
}
