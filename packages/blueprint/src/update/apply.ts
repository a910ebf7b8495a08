import { rm, rmdir } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { OwnFileWriter } from '../repository/ownFile';
import { Checkout } from './checkout';
import type { RepositoryUpdate } from './update';

/**
 * Makes a checkout what was planned. Each file is replaced as a whole, and the lock comes last: an interrupted update is
 * completed by planning and applying it again.
 *
 * @param directory - the checkout that was planned for, unchanged since
 * @throws Error when a link or a file is where a folder must be
 * @public
 */
export async function applyUpdate(
  directory: string,
  { files, deletions }: Pick<RepositoryUpdate, 'files' | 'deletions'>,
): Promise<void> {
  for (const path of deletions) await removeOwn(directory, path);
  const writer = new OwnFileWriter(directory);
  for (const file of files) await writer.write(file);
}

/** Deletes a file, and the folders that are empty then. */
async function removeOwn(directory: string, path: string): Promise<void> {
  await new Checkout(directory).requirePlainParents(path);
  await rm(join(directory, path), { force: true });
  let parent = posix.dirname(path);
  while (parent !== '.') {
    try {
      await rmdir(join(directory, parent));
    } catch {
      return;
    }
    parent = posix.dirname(parent);
  }
}
