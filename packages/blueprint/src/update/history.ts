import * as fs from 'node:fs';
import git from 'isomorphic-git';
import { digestOf } from '../repository/lock';

/** Commits that are searched; a repository of nodes has a few hundred. */
const MAX_COMMITS = 5_000;

/**
 * Finds the content with a digest that a path had in a commit, from the newest back.
 *
 * Reads the objects of the checkout itself, without network and without a git program, and its log once. Undefined where no commit
 * has it, in a shallow clone for example, and where the directory is no clone.
 */
export function historyReader(
  directory: string,
): (path: string, digest: string) => Promise<Uint8Array | undefined> {
  const repository = { fs, dir: directory, cache: {} };
  let log: Promise<string[]> | undefined;
  const commits = () => {
    log ??= git.log({ ...repository, depth: MAX_COMMITS }).then(
      found => found.map(({ oid }) => oid),
      () => [],
    );
    return log;
  };
  return async (path, digest) => {
    const seen = new Set<string>();
    for (const commit of await commits()) {
      const found = await git
        .readBlob({ ...repository, oid: commit, filepath: path })
        .catch(() => undefined);
      if (!found || seen.has(found.oid)) continue;
      seen.add(found.oid);
      if (digestOf(found.blob) === digest) return found.blob;
    }
    return undefined;
  };
}
