/** Where the form can have a repository published: on the machine of Backstage, or on a Git host. @public */
export const repositoryHosts = ['local', 'github', 'gitlab', 'gitea'] as const;

/** @public */
export type RepositoryHost = (typeof repositoryHosts)[number];

/** A question that the form asks in terms of its own, because a request has several keys for it, or none. */
export interface Choice<Value extends string = string> {
  title: string;
  description?: string;
  /** The answers, and their labels. */
  labels: Readonly<Record<Value, string>>;
  default?: Value;
  /** Keys of the request that depend on the answer. */
  paths: readonly string[];
}

const snapshots: Choice<'none' | 'take' | 'start' | 'both'> = {
  title: 'Snapshots',
  description:
    "Copies of a node's chain, kept in a bucket. A node that begins with one is ready in minutes instead of hours or days.",
  labels: {
    none: 'None: the node syncs from its peers',
    take: 'Take them regularly',
    start: 'Start from the newest verified one',
    both: 'Start from the newest verified one, and take more',
  },
  default: 'none',
  paths: ['nodes[0].restore', 'snapshots'],
};

const servePool: Choice<'none' | 'add'> = {
  title: 'Serve pool',
  description:
    'More nodes like the first one behind one address, as many as callers need. They come and go with the load, and each has a chain of its own. In the environment local it is one node.',
  labels: {
    none: 'None: the node answers its callers itself',
    add: 'Add a pool that answers applications',
  },
  default: 'none',
  paths: ['serve'],
};

const poolStart: Choice<'sync' | 'latest'> = {
  title: 'How nodes of the pool start',
  labels: {
    sync: 'With a sync from their peers, which takes hours or days each',
    latest:
      'From the newest verified snapshot, and they wait until there is one',
  },
  default: 'sync',
  paths: ['serve.restore'],
};

/** Has no default: the module that brings the template into the catalog offers the hosts of its Backstage. */
const host: Choice<RepositoryHost> = {
  title: 'Where should the repository live?',
  description:
    'A Git host needs its module and its integration, with a token, in Backstage. The machine that runs Backstage is for development, and needs scaffolder.ethereumNodes.localRepositories.',
  labels: {
    local: 'This machine, for development',
    github: 'GitHub',
    gitlab: 'GitLab',
    gitea: 'Gitea',
  },
  paths: [],
};

export const choices = { snapshots, servePool, poolStart, host };

type Choices = typeof choices;

/** Valid answers to the choices. */
export type ChosenAnswers = {
  [Key in keyof Choices]?: keyof Choices[Key]['labels'];
};

/** @returns the choices that are answered with one of their values */
export function chosenAnswers(
  answers: Readonly<Record<string, unknown>>,
): ChosenAnswers {
  return Object.fromEntries(
    Object.entries(choices).flatMap(([key, { labels }]) =>
      isChoice(labels, answers[key]) ? [[key, answers[key]]] : [],
    ),
  );
}

export function isChoice(
  labels: Readonly<Record<string, string>>,
  answer: unknown,
): boolean {
  return typeof answer === 'string' && Object.hasOwn(labels, answer);
}

/** Answer to the question for a consensus client that runs inside the execution client. A request has no key for it. */
export const EMBEDDED_CONSENSUS = 'caplin';
