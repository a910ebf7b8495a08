import { createTwoFilesPatch } from 'diff';
import { printable } from '../problem';
import { readOwn } from '../repository/ownFile';
import { textOf } from './fileChange';
import type { RepositoryUpdate } from './update';

/** An update as a unified diff of the checkout, as `git diff` prints one. */
export async function updatePatch(
  directory: string,
  { files, deletions }: RepositoryUpdate,
): Promise<string> {
  const written = files.map(({ path, content }) => ({
    path,
    after: textOf(content),
  }));
  const deleted = deletions.map(path => ({ path, after: undefined }));
  const patches = await Promise.all(
    [...written, ...deleted].map(async ({ path, after }) => {
      const content = await readOwn(directory, path);
      const before = content && textOf(content);
      return createTwoFilesPatch(
        before === undefined ? '/dev/null' : `a/${path}`,
        after === undefined ? '/dev/null' : `b/${path}`,
        before ?? '',
        after ?? '',
      ).replace(/^=+\n/, '');
    }),
  );
  return printable(patches.join(''));
}
