import type { NodeRequest } from '../request/schema';

/** Pages that are of every repository alike stay in one place. */
export const DOCS = 'https://github.com/nodeyard/nodeyard/tree/main/docs';

/** Annotation by which plugins of a Git host find the repository, for hosts whose kind their name shows. */
const projectSlugs: ReadonlyMap<string, string> = new Map([
  ['github.com', 'github.com/project-slug'],
  ['gitlab.com', 'gitlab.com/project-slug'],
]);

/** Annotations of every entity of the repository: none where the request does not say where that will live. */
export function repositoryAnnotations({
  repository,
}: Pick<NodeRequest, 'repository'>): Record<string, string> {
  const [host = '', ...path] = repository?.split('/') ?? [];
  const annotation = projectSlugs.get(host);
  return annotation ? { [annotation]: path.join('/') } : {};
}

/** Annotations of a node or a pool, for the plugins of Kubernetes, Grafana and TechDocs and for ours. */
export function nodeAnnotations(
  { name, repository }: Pick<NodeRequest, 'name' | 'repository'>,
  component: string,
): Record<string, string> {
  return {
    ...repositoryAnnotations({ repository }),
    'backstage.io/kubernetes-id': component,
    // Without it the whole cluster is searched, for which the namespace's own account has no right.
    'backstage.io/kubernetes-namespace': name,
    'backstage.io/techdocs-entity': `system:default/${name}`,
    'ethereum.nodeyard.io/node': 'auto',
    // The tag of our dashboards.
    'grafana/dashboard-selector': 'nodeyard',
  };
}

/** Links on the pages of every entity. */
export function entityLinks({ repository }: Pick<NodeRequest, 'repository'>) {
  const runbook = {
    url: `${DOCS}/runbooks/node-states.md`,
    title: 'Runbook: node states',
    icon: 'docs',
  };
  return repository === undefined
    ? [runbook]
    : [
        { url: `https://${repository}`, title: 'Repository', icon: 'catalog' },
        runbook,
      ];
}
