import { getEntitySourceLocation } from '@backstage/catalog-model';
import type { Entity } from '@backstage/catalog-model';

/** Source location of an entity: a repository to clone, or a folder of the machine that runs Backstage. */
type SourceRepository =
  | { kind: 'git'; cloneUrl: string; folder: string }
  | { kind: 'folder'; path: string };

/** Part of a URL of GitHub, GitLab, Gitea and Bitbucket between the repository and a path in it. */
const treePath = /\/(?:-\/)?(?:tree|blob|src|raw)\/.*$/;

/** @returns undefined if the entity has no source location, or one that is not a repository */
export function getSourceRepository(
  entity: Entity,
): SourceRepository | undefined {
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
  const path = url.pathname.replace(treePath, '').replace(/\/+$/, '');
  const folder = path.slice(path.lastIndexOf('/') + 1).replace(/\.git$/, '');
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  if (!isWeb || !/^[\w.-]+$/.test(folder) || path.lastIndexOf('/') === 0) {
    return undefined;
  }
  // The clone URL of Azure DevOps is the web URL.
  const suffix = path.includes('/_git/') || path.endsWith('.git') ? '' : '.git';
  return {
    kind: 'git',
    cloneUrl: `${url.protocol}//${url.host}${path}${suffix}`,
    folder,
  };
}
