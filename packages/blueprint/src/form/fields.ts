/** Where the form can have a repository published: on the machine of Backstage, or on a Git host. @public */
export const repositoryHosts = ['local', 'github', 'gitlab', 'gitea'] as const;

/** @public */
export type RepositoryHost = (typeof repositoryHosts)[number];

/** A question of the form "Create Ethereum Node". @public */
export interface FormField {
  /** Its key among the answers. */
  key: string;
  /** What stands above it. */
  title: string;
  /** The step that asks it. */
  page: string;
  /** What it says of a request: keys as `requestKeys` writes them, for the node that the form asks for. */
  paths: readonly string[];
}

/** Every question, in the order of the form. The template is held to it by a test. @public */
export const formFields: readonly FormField[] = [
  { key: 'owner', title: 'Owner', page: 'Who', paths: ['owner'] },
  { key: 'name', title: 'Name', page: 'Who', paths: ['name'] },
  {
    key: 'description',
    title: 'What is it for?',
    page: 'Who',
    paths: ['description'],
  },
  { key: 'network', title: 'Network', page: 'Where', paths: ['network'] },
  {
    key: 'environments',
    title: 'Environments',
    page: 'Where',
    paths: ['environments'],
  },
  {
    key: 'execution',
    title: 'Execution client',
    page: 'Clients',
    paths: ['nodes[0].execution', 'nodes'],
  },
  {
    key: 'consensus',
    title: 'Consensus client',
    page: 'Clients',
    paths: ['nodes[0].consensus'],
  },
  {
    key: 'history',
    title: 'History',
    page: 'Clients',
    paths: ['nodes[0].history'],
  },
  {
    key: 'storageSize',
    title: 'Disk of the execution client',
    page: 'Clients',
    paths: ['nodes[0].storage.size', 'nodes[0].storage'],
  },
  {
    key: 'storageClass',
    title: 'Storage class',
    page: 'Clients',
    paths: ['nodes[0].storage.className'],
  },
  {
    key: 'snapshots',
    title: 'Snapshots',
    page: 'Options',
    paths: ['nodes[0].restore', 'snapshots'],
  },
  { key: 'servePool', title: 'Serve pool', page: 'Options', paths: ['serve'] },
  {
    key: 'schedule',
    title: 'Schedule',
    page: 'Snapshots',
    paths: ['snapshots.schedule'],
  },
  {
    key: 'bucket',
    title: 'Bucket',
    page: 'Snapshots',
    paths: ['snapshots.store'],
  },
  {
    key: 'endpoint',
    title: 'Endpoint',
    page: 'Snapshots',
    paths: ['snapshots.endpoint'],
  },
  {
    key: 'region',
    title: 'Region',
    page: 'Snapshots',
    paths: ['snapshots.region'],
  },
  {
    key: 'secretName',
    title: 'Secret name',
    page: 'Snapshots',
    paths: ['snapshots.secret'],
  },
  {
    key: 'fewestNodes',
    title: 'Fewest nodes',
    page: 'Serve pool',
    paths: ['serve.min'],
  },
  {
    key: 'mostNodes',
    title: 'Most nodes',
    page: 'Serve pool',
    paths: ['serve.max'],
  },
  {
    key: 'poolStart',
    title: 'How nodes of the pool start',
    page: 'Serve pool',
    paths: ['serve.restore'],
  },
  {
    key: 'host',
    title: 'Where should the repository live?',
    page: 'Repository',
    paths: [],
  },
  ...repositoryHosts
    .filter(host => host !== 'local')
    .map(host => ({
      key: `${host}Url`,
      title: 'Repository',
      page: 'Repository',
      paths: ['repository'],
    })),
];

/** The question that says what stands at a path of the request: the nearest, and of several the one that was asked. */
export function fieldAt(
  path: string,
  answers: Readonly<Record<string, unknown>>,
): FormField | undefined {
  for (let above = path; above !== ''; above = parentOf(above)) {
    const fields = formFields.filter(({ paths }) => paths.includes(above));
    if (fields.length > 0) {
      return fields.find(({ key }) => key in answers) ?? fields[0];
    }
  }
  return undefined;
}

/** `nodes[0].storage` of `nodes[0].storage.size`, and `nodes` of `nodes[0]`. */
function parentOf(path: string): string {
  return path.slice(
    0,
    Math.max(path.lastIndexOf('.'), path.lastIndexOf('['), 0),
  );
}
