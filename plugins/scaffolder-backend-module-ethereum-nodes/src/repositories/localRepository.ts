import { NotFoundError } from '@backstage/errors';
import { access } from 'node:fs/promises';
import { git } from '../localRepositories/git';
import { placeOf } from '../localRepositories/publish';
import type { GitRepository } from './gitRepository';

/** A bare repository in the folder of the configuration. It has no pull requests: the branch is what is proposed. */
export function localRepository(
  directory: string,
  name: string,
): GitRepository {
  const { bare } = placeOf(directory, name);
  return {
    name,
    async inspect() {
      await access(bare).catch(() => {
        throw new NotFoundError(`${bare} does not exist.`);
      });
      return {
        defaultBranch: await git(['symbolic-ref', '--short', 'HEAD'], bare),
      };
    },
    async read(branch, path) {
      const found = await git(['ls-tree', branch, '--', path], bare);
      return found === ''
        ? undefined
        : Buffer.from(await git(['show', `${branch}:${path}`], bare));
    },
    async clone(into, branch) {
      await git(
        [
          ...['clone', '--quiet', '--template=', '--no-hardlinks'],
          ...['--config', 'core.symlinks=false'],
          ...['--single-branch', '--branch', branch, bare, into],
        ],
        directory,
      );
    },
    async fetch(checkout, branch) {
      const found = await git(
        ['ls-remote', 'origin', `refs/heads/${branch}`],
        checkout,
      );
      if (found === '') return false;
      const ref = `refs/heads/${branch}:refs/remotes/origin/${branch}`;
      await git(['fetch', '--quiet', 'origin', ref], checkout);
      return true;
    },
    async push(checkout, branch) {
      await git(['push', '--quiet', 'origin', branch], checkout);
    },
    async propose() {
      return undefined;
    },
  };
}
