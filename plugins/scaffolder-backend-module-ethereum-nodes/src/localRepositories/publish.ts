import { access, cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ConflictError } from '@backstage/errors';
import { requireWhole, type Publishable } from '../publishing/wholeRepository';
import { git } from './git';

/** What becomes a repository, and where. */
export interface Publication extends Publishable {
  /** Folder of all local repositories. */
  directory: string;
  name: string;
  branch: string;
  /** Task that publishes. It is noted in the repository, so that the same task may come back after a crash. */
  taskId: string;
}

/** Where a repository is or will be. */
export interface Place {
  bare: string;
  checkout: string;
  remoteUrl: string;
}

export function placeOf(directory: string, name: string): Place {
  const bare = join(directory, `${name}.git`);
  return {
    bare,
    checkout: join(directory, name),
    remoteUrl: pathToFileURL(bare).href,
  };
}

/**
 * Makes a bare repository with one commit, and a checked-out copy beside it for the catalog to read.
 *
 * Both appear complete or not at all, and an existing repository is never touched.
 * @returns the hash of the commit
 * @throws ConflictError when another task has published under this name
 * @throws InputError when the source is not what ethereum:repo:generate wrote
 */
export async function publishLocally(
  publication: Publication,
): Promise<string> {
  const { directory, name, branch, taskId } = publication;
  const { bare, checkout } = placeOf(directory, name);
  await mkdir(directory, { recursive: true });
  if (await exists(bare)) {
    await requireOwn(bare, taskId);
  } else if (await exists(checkout)) {
    throw taken(checkout);
  } else {
    await requireWhole(publication);
    await makeBare(publication, bare);
  }
  if (!(await exists(checkout))) {
    await moveIntoPlace(directory, checkout, work =>
      git(
        [
          ...['clone', '--quiet', '--template=', '--branch', branch],
          // The catalog reads the checkout, and would follow links.
          ...['--config', 'core.symlinks=false'],
          ...[bare, work],
        ],
        directory,
      ),
    );
  }
  return git(['rev-parse', `refs/heads/${branch}`], bare);
}

async function makeBare(
  { directory, source, branch, taskId }: Publication,
  bare: string,
): Promise<void> {
  await moveIntoPlace(directory, bare, async work => {
    const files = `${work}-files`;
    try {
      await cp(source, files, {
        recursive: true,
        verbatimSymlinks: true,
        filter: path => relative(source, path).split(/[\\/]/)[0] !== '.git',
      });
      await git(
        [
          'init',
          '--quiet',
          '--bare',
          '--template=',
          `--initial-branch=${branch}`,
          work,
        ],
        directory,
      );
      await git(['config', 'nodeyard.task', taskId], work);
      const worktree = ['--git-dir', work, '--work-tree', files];
      await git([...worktree, 'add', '--all'], files);
      await git(
        [
          ...worktree,
          'commit',
          '--quiet',
          '--message',
          'Create the repository from the blueprint',
        ],
        files,
      );
      await rm(join(work, 'index'), { force: true });
    } finally {
      await rm(files, { recursive: true, force: true });
    }
  });
}

async function requireOwn(bare: string, taskId: string): Promise<void> {
  const owner = await git(['config', '--get', 'nodeyard.task'], bare).catch(
    () => undefined,
  );
  if (owner !== taskId) throw taken(bare);
}

function taken(path: string): ConflictError {
  return new ConflictError(
    `${path} exists already and is never overwritten. Choose another name, or remove it first.`,
  );
}

/** Creates a file or folder under a temporary name, then renames it. */
async function moveIntoPlace(
  directory: string,
  target: string,
  make: (work: string) => Promise<unknown>,
) {
  const parent = await mkdtemp(join(directory, '.publishing-'));
  try {
    const work = join(parent, 'work');
    await make(work);
    await rename(work, target);
  } catch (error) {
    if (
      error instanceof Error &&
      'code' in error &&
      (error.code === 'ENOTEMPTY' || error.code === 'EEXIST')
    ) {
      throw taken(target);
    }
    throw error;
  } finally {
    await rm(parent, { recursive: true, force: true });
  }
}

export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
