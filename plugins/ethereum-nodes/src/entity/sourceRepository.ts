import { getEntitySourceLocation } from '@backstage/catalog-model';
import type { Entity } from '@backstage/catalog-model';

/** Where the files of an entity are: a repository to clone, or a folder of the machine that Backstage runs on. */
export type SourceRepository =
  | { kind: 'git'; cloneUrl: string; folder: string }
  | { kind: 'folder'; path: string };

/** What GitHub, GitLab, Gitea and Bitbucket put between a repository's address and a path in it. */
const intoTheTree = /\/(?:-\/)?(?:tree|blob|src|raw)\/.*$/;

/** @returns undefined where the entity does not say, or in a way that no repository can be read from */
export function sourceRepository(entity: Entity): SourceRepository | undefined {
  try {
    const { type, target } = getEntitySourceLocation(entity);
    if (type === 'file') {
      return { kind: 'folder', path: target.replace(/\/[^/]*$/, '') || '/' };
    }
    return type === 'url' ? gitRepository(new URL(target)) : undefined;
  } catch {
    return undefined;
  }
}

function gitRepository(url: URL): SourceRepository | undefined {
  const path = url.pathname.replace(intoTheTree, '').replace(/\/+$/, '');
  const folder = path.slice(path.lastIndexOf('/') + 1).replace(/\.git$/, '');
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  if (!isWeb || !/^[\w.-]+$/.test(folder) || path.lastIndexOf('/') === 0) {
    return undefined;
  }
  // Azure DevOps clones from its web address.
  const suffix = path.includes('/_git/') || path.endsWith('.git') ? '' : '.git';
  return {
    kind: 'git',
    cloneUrl: `${url.protocol}//${url.host}${path}${suffix}`,
    folder,
  };
}
