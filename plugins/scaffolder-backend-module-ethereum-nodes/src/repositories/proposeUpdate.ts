import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { rm } from 'node:fs/promises';
import { ConflictError } from '@backstage/errors';
import {
  applyUpdate,
  updateDescription,
  updateTitle,
} from '@nodeyard/blueprint';
import type { RepositoryUpdate } from '@nodeyard/blueprint';
import git from 'isomorphic-git';
import type { GitRepository } from './gitRepository';

interface Options {
  /** Folder of the workspace for the checkout; whatever is there is replaced. */
  directory: string;
  /** What the branch is named after. */
  kind: 'change' | 'update';
  author: { name: string; email: string };
  isDryRun: boolean;
  /** Compares the checkout with what it is to be. */
  plan(directory: string): Promise<RepositoryUpdate>;
  log(message: string): void;
}

export interface ProposedUpdate {
  update: RepositoryUpdate;
  /** Absent where there is nothing to change. */
  branch?: string;
  /** Absent where the host has no pull requests, and in a dry run. */
  pullRequestUrl?: string;
  /** Whether this run made the pull request, or the branch where the host has none. */
  isNew: boolean;
}

/**
 * Brings a repository up to date on a branch of its own, and opens a pull request.
 *
 * The branch is named after its content, and what is there already is used: a task that is taken up again after a crash leaves
 * one branch and one pull request.
 */
export async function proposeUpdate(
  repository: GitRepository,
  { directory, kind, author, isDryRun, plan, log }: Options,
): Promise<ProposedUpdate> {
  const { defaultBranch } = await repository.inspect();
  await rm(directory, { recursive: true, force: true });
  await repository.clone(directory, defaultBranch);
  log(`Cloned ${defaultBranch} of ${repository.name}`);
  const update = await plan(directory);
  if (update.files.length + update.deletions.length === 0) {
    return { update, isNew: false };
  }
  const branch = `nodeyard/${kind}-${digestOf(update)}`;
  if (isDryRun) return { update, branch, isNew: false };
  const title = updateTitle(update);
  const isPushed = await repository.fetch(directory, branch);
  if (isPushed) {
    await requireSame(directory, branch, update);
    log(`Found the branch ${branch} as an earlier attempt left it`);
  } else {
    await commitUpdate(directory, { branch, title, update, author });
    await repository.push(directory, branch);
    log(`Pushed the branch ${branch}`);
  }
  const pullRequest = await repository.propose({
    branch,
    base: defaultBranch,
    title,
    description: updateDescription(update),
  });
  return {
    update,
    branch,
    isNew: pullRequest?.isNew ?? !isPushed,
    ...(pullRequest && { pullRequestUrl: pullRequest.url }),
  };
}

function digestOf({ files, deletions }: RepositoryUpdate): string {
  const hash = createHash('sha256');
  for (const { path, content } of files) {
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.update(deletions.join('\0')).digest('hex').slice(0, 12);
}

async function commitUpdate(
  dir: string,
  {
    branch,
    title,
    update,
    author,
  }: {
    branch: string;
    title: string;
    update: RepositoryUpdate;
    author: { name: string; email: string };
  },
): Promise<void> {
  const repository = { fs, dir, cache: {} };
  const parent = await git.resolveRef({ ...repository, ref: 'HEAD' });
  await applyUpdate(dir, update);
  await git.add({
    ...repository,
    filepath: update.files.map(({ path }) => path),
    // The team's own .gitignore may match what the blueprint has.
    force: true,
  });
  for (const filepath of update.deletions) {
    await git.remove({ ...repository, filepath });
  }
  await git.commit({
    ...repository,
    message: title,
    author,
    ref: `refs/heads/${branch}`,
    parent: [parent],
  });
}

/** @throws ConflictError where the branch has something else than an earlier attempt of this update */
async function requireSame(
  dir: string,
  branch: string,
  { files, deletions }: RepositoryUpdate,
): Promise<void> {
  const repository = { fs, dir, cache: {} };
  const oid = await git.resolveRef({
    ...repository,
    ref: `refs/remotes/origin/${branch}`,
  });
  const contentAt = (filepath: string) =>
    git.readBlob({ ...repository, oid, filepath }).then(
      ({ blob }) => Buffer.from(blob),
      () => undefined,
    );
  for (const { path, content } of files) {
    if (!(await contentAt(path))?.equals(content)) throw taken(branch);
  }
  for (const path of deletions) {
    if (await contentAt(path)) throw taken(branch);
  }
}

function taken(branch: string): ConflictError {
  return new ConflictError(
    `The branch ${branch} has commits of others. Merge or delete it, then try again.`,
  );
}
