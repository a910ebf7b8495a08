import type { NodeRequest } from '../request/schema';
import { textFile } from './file';
import type { RepositoryFile } from './file';

/**
 * `CODEOWNERS`, which GitHub, GitLab and Gitea read alike.
 *
 * A line stands only when the request says where the repository will live. The same short name may belong to strangers
 * on another host, and an owner must not be assigned by accident.
 */
export function codeOwnersFile(request: NodeRequest): RepositoryFile {
  const owner = ownerOnHost(request);
  const lines = owner
    ? [
        `# ${request.owner} of the catalog, as the Git host knows it.`,
        `* ${owner}`,
      ]
    : [
        `# ${request.owner} of the catalog owns this repository. Name the same people as your Git host knows them:`,
        '# * @organisation/team',
      ];
  return textFile('CODEOWNERS', `${lines.join('\n')}\n`);
}

function ownerOnHost({ owner, repository }: NodeRequest): string | undefined {
  if (repository === undefined) return undefined;
  const name = owner.slice(owner.indexOf('/') + 1);
  if (owner.startsWith('user:')) return `@${name}`;
  const [, ...organisation] = repository.split('/').slice(0, -1);
  return `@${organisation.join('/')}/${name}`;
}
