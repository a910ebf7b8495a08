import * as fs from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConflictError, NotAllowedError } from '@backstage/errors';
import git, { Errors } from 'isomorphic-git';
import http from 'isomorphic-git/http/node';
import type { GitRepository, Proposal } from './gitRepository';
import type { HostApi, RemoteLocation, RemoteRepository } from './hostApi';

const TIMEOUT_MS = 300_000;
/** More than a repository of nodes has; a merge needs the commit that a file comes from. */
const MAX_COMMITS = 5_000;

/** A repository at GitHub, GitLab or Gitea. Git is spoken without a git program, which images of Backstage lack. */
export function remoteRepository(
  { owner, name }: RemoteLocation,
  api: HostApi,
): GitRepository {
  let known: Promise<RemoteRepository> | undefined;
  const repository = () => {
    known ??= api.repository();
    return known;
  };
  const onAuth = () => api.auth;
  // Without it, a host that refuses the credentials is asked again and again.
  const onAuthFailure = () => ({ cancel: true });
  const transport = { fs, http, onAuth, onAuthFailure };
  return {
    name: `${owner}/${name}`,
    async inspect() {
      const { defaultBranch, isArchived, canPush } = await repository();
      if (isArchived) {
        throw new ConflictError(
          `${owner}/${name} is archived. Unarchive it at its host to change it.`,
        );
      }
      if (!canPush) {
        throw new NotAllowedError(
          `The integration of Backstage may not push to ${owner}/${name}. Give its account the right to write there.`,
        );
      }
      if (defaultBranch === undefined) {
        throw new ConflictError(`${owner}/${name} has no commit.`);
      }
      return { defaultBranch };
    },
    async read(ref, filepath) {
      const { cloneUrl: url } = await repository();
      const dir = await mkdtemp(join(tmpdir(), 'nodeyard-read-'));
      try {
        await inTime(
          git.clone({
            ...transport,
            dir,
            url,
            ref,
            singleBranch: true,
            noTags: true,
            noCheckout: true,
            depth: 1,
          }),
          `reading ${owner}/${name}`,
        );
        const oid = await git.resolveRef({ fs, dir, ref: 'HEAD' });
        const { blob } = await git.readBlob({ fs, dir, oid, filepath });
        return blob;
      } catch (error) {
        if (error instanceof Errors.NotFoundError) return undefined;
        throw error;
      } finally {
        await rm(dir, { recursive: true, force: true });
      }
    },
    async clone(dir, ref) {
      const { cloneUrl: url } = await repository();
      await inTime(
        git.clone({
          ...transport,
          dir,
          url,
          ref,
          singleBranch: true,
          noTags: true,
          depth: MAX_COMMITS,
        }),
        `cloning ${owner}/${name}`,
      );
    },
    async fetch(dir, branch) {
      const { cloneUrl: url } = await repository();
      const refs = await inTime(
        git.listServerRefs({
          ...transport,
          url,
          prefix: `refs/heads/${branch}`,
        }),
        `listing branches of ${owner}/${name}`,
      );
      if (!refs.some(({ ref }) => ref === `refs/heads/${branch}`)) return false;
      await inTime(
        git.fetch({ ...transport, dir, url, ref: branch, singleBranch: true }),
        `fetching ${branch} of ${owner}/${name}`,
      );
      return true;
    },
    async push(dir, branch) {
      const { cloneUrl: url } = await repository();
      await inTime(
        git.push({
          ...transport,
          dir,
          url,
          ref: branch,
          remoteRef: `refs/heads/${branch}`,
        }),
        `pushing ${branch} to ${owner}/${name}`,
      );
    },
    async propose(proposal: Proposal) {
      const open = await api.openPullRequest(proposal.branch);
      return open
        ? { ...open, isNew: false }
        : { ...(await api.createPullRequest(proposal)), isNew: true };
    },
  };
}

async function inTime<T>(work: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  try {
    return await Promise.race([
      work,
      new Promise<never>((_, reject) => {
        timer = setTimeout(
          () => reject(new Error(`${what} took longer than ${TIMEOUT_MS} ms`)),
          TIMEOUT_MS,
        );
      }),
    ]);
  } finally {
    clearTimeout(timer);
  }
}
