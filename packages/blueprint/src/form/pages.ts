import type { ChosenAnswers } from './choices';
import { repositoryHosts } from './choices';
import { MORE_NODES } from './moreNodes';
import { requestQuestions } from './questions';

/** Choices that decide whether a page is asked. */
export type Condition = {
  [Key in keyof ChosenAnswers]?:
    | NonNullable<ChosenAnswers[Key]>
    | { not: NonNullable<ChosenAnswers[Key]> };
};

/** A step of the form: keys of its questions in their order. */
export interface Page {
  title: string;
  /** Absent for a page that is always asked. */
  when?: Condition;
  required?: readonly string[];
  optional?: readonly string[];
  /** Whether its answers can contradict each other, so that they are judged before the next step. */
  hasCheck?: boolean;
  /** Question whose answer names what must not exist yet. */
  unique?: string;
  /** Keywords of questions that differ from those of other pages. */
  changes?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Key of the field that shows whether the name is in use. */
export const NAME_CHECK = 'nameCheck';

export const CLIENTS_PAGE = 'Clients';
export const REPOSITORY_PAGE = 'Repository';

/** Questions below a key of the request that are not required, in the order of the schema. */
function optionalBelow(path: string, required: readonly string[]): string[] {
  return requestQuestions
    .filter(
      question =>
        question.path.startsWith(`${path}.`) &&
        !required.includes(question.key),
    )
    .map(({ key }) => key);
}

const clients = ['execution', 'consensus', 'history'];
const bucketOptions = optionalBelow('snapshots', ['schedule', 'bucket']);

/** A bucket that has snapshots already. */
const FILLED_BUCKET = 's3://eth-snapshots/platform';

function snapshotsPage(
  snapshots: NonNullable<ChosenAnswers['snapshots']>,
  required: readonly string[],
  bucket: Readonly<Record<string, unknown>>,
): Page {
  return {
    title: 'Snapshots',
    when: { snapshots },
    required,
    optional: bucketOptions,
    hasCheck: true,
    changes: { bucket },
  };
}

/** The layout of the form. The page of clients is repeated for each network. */
export const pages: readonly Page[] = [
  {
    title: 'Who',
    required: ['owner', 'name', 'description'],
    hasCheck: true,
    unique: 'name',
  },
  { title: 'Where', required: ['network', 'environments'], hasCheck: true },
  {
    title: CLIENTS_PAGE,
    required: clients,
    optional: [...optionalBelow('nodes[0]', clients), MORE_NODES],
    hasCheck: true,
  },
  { title: 'Options', optional: ['snapshots', 'servePool'] },
  snapshotsPage('take', ['schedule', 'bucket'], {
    description:
      'Where they are kept. Each environment has a folder of its own in it.',
  }),
  snapshotsPage('start', ['bucket'], {
    description:
      'Where others keep theirs. Until it has a verified snapshot of the same network, client and history, the node waits, and does not sync by itself.',
    'ui:placeholder': FILLED_BUCKET,
  }),
  snapshotsPage('both', ['schedule', 'bucket'], {
    description:
      'Where they are kept, and one must be already: each environment has a folder of its own in it, and until that has a verified snapshot of the same network, client and history, the node waits.',
    'ui:placeholder': FILLED_BUCKET,
  }),
  // Nodes of this pool begin as the first node does.
  {
    title: 'Serve pool',
    when: { servePool: 'add', snapshots: { not: 'take' } },
    required: ['fewestNodes', 'mostNodes'],
    hasCheck: true,
  },
  // Nodes of this pool may begin with the snapshots that are taken of the first one.
  {
    title: 'Serve pool',
    when: { servePool: 'add', snapshots: 'take' },
    required: ['fewestNodes', 'mostNodes', 'poolStart'],
    hasCheck: true,
  },
  {
    title: REPOSITORY_PAGE,
    required: [
      'host',
      ...repositoryHosts.flatMap(host =>
        host === 'local' ? [] : [`${host}Url`],
      ),
    ],
  },
];

export function questionsOf({ required = [], optional = [] }: Page): string[] {
  return [...required, ...optional];
}

/** Keys of the questions on the pages that are asked for some choices. */
export function askedQuestions(chosen: ChosenAnswers): ReadonlySet<string> {
  return new Set(
    pages.filter(({ when }) => isMet(when, chosen)).flatMap(questionsOf),
  );
}

function isMet(when: Condition = {}, chosen: ChosenAnswers): boolean {
  return Object.entries(when).every(([key, expected]) => {
    const answer = Reflect.get(chosen, key);
    return typeof expected === 'object'
      ? answer !== expected.not
      : answer === expected;
  });
}
