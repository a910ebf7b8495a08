import { environmentNames } from '../../request/schema';
import type { EnvironmentName, NodeRequest } from '../../request/schema';

/** What starts a job: a pull request, a push to the default branch, a cron schedule in UTC, or a person. */
export type CiTrigger =
  | 'change'
  | 'default-branch'
  | 'person'
  | { schedule: string };

/** What the token of a job may do beyond reading the repository. */
export interface CiRights {
  contents?: 'write';
  changes?: 'write';
}

/** Inputs of a script, as variables of its environment; scripts/ci/common.sh lists them. */
export type CiInput = 'host' | 'change' | 'cluster' | 'cluster-diff' | 'age';

export interface CiStep {
  /** Command of the repository, without expressions of a host. */
  run: string;
  inputs?: readonly CiInput[];
}

/** A job of one environment, or of all. */
export interface CiTarget {
  environment: EnvironmentName;
  /** Where the changes come from that are promoted to it. */
  from?: EnvironmentName;
}

export interface CiJob {
  /** Also names the script and the workflow. */
  name: string;
  title: string;
  /** For people who read the workflow. */
  about: string;
  when: readonly CiTrigger[];
  minutes: number;
  rights: CiRights;
  /** Whether the whole history of the repository is needed. */
  history?: boolean;
  /** The job runs once for each, with the variable ENVIRONMENT; absent for a job that is of all environments. */
  targets?: readonly CiTarget[];
  /** Whether it changes the environment, so that hosts ask for approval and hand out its secrets. */
  deploys?: boolean;
  steps: readonly CiStep[];
}

/** Environments with a cluster that a runner can reach: `local` is a laptop. */
function reachable(environments: readonly EnvironmentName[]): CiTarget[] {
  return inOrder(environments)
    .filter(name => name !== 'local')
    .map(environment => ({ environment }));
}

function promotions(environments: readonly EnvironmentName[]): CiTarget[] {
  return inOrder(environments).flatMap((environment, index, names) => {
    const from = names[index - 1];
    return from ? [{ environment, from }] : [];
  });
}

function inOrder(environments: readonly EnvironmentName[]): EnvironmentName[] {
  return environmentNames.filter(name => environments.includes(name));
}

/** The one description of the jobs of a repository, which the format of each host is written from. */
export function ciJobs({
  environments,
}: Pick<NodeRequest, 'environments'>): CiJob[] {
  const clusters = reachable(environments);
  const jobs: CiJob[] = [
    {
      name: 'validate',
      title: 'Validate',
      about:
        'Renders every environment and checks the result, so that a change which cannot be deployed cannot be merged.',
      when: ['change', 'default-branch'],
      minutes: 15,
      rights: {},
      steps: [{ run: 'make tools' }, { run: 'scripts/ci/validate.sh' }],
    },
    {
      name: 'diff',
      title: 'Difference',
      about:
        'Comments on a pull request with what it changes of the rendered objects. It has no access to a cluster, and no token while\nit runs what the pull request brings.',
      when: ['change'],
      minutes: 15,
      rights: { changes: 'write' },
      history: true,
      steps: [
        { run: 'make tools' },
        { run: 'scripts/ci/diff.sh diff.md', inputs: ['change'] },
        {
          run: 'scripts/ci/comment.sh diff.md',
          inputs: ['host', 'change'],
        },
      ],
    },
    {
      name: 'signatures',
      title: 'Signatures',
      about:
        'Compares the images of every environment with their recorded digests, and verifies the signatures of those whose signer\nsigners.txt names.',
      when: ['default-branch', { schedule: '17 4 * * *' }],
      minutes: 15,
      rights: {},
      steps: [
        { run: 'scripts/install-tools.sh --also crane --also cosign' },
        { run: 'scripts/ci/signatures.sh' },
      ],
    },
    {
      name: 'drift',
      title: 'Drift',
      about:
        'Fails and names the objects of a cluster that differ from the files of its environment.',
      when: [{ schedule: '43 5 * * *' }, 'person'],
      minutes: 20,
      rights: {},
      targets: clusters,
      steps: [
        { run: 'make tools' },
        { run: 'scripts/ci/drift.sh', inputs: ['cluster-diff'] },
      ],
    },
    {
      name: 'promote',
      title: 'Promote',
      about:
        'Opens a pull request with what was changed in one environment since the last promotion to the next.',
      when: ['person'],
      minutes: 15,
      rights: { contents: 'write', changes: 'write' },
      history: true,
      targets: promotions(environments),
      steps: [
        { run: 'make tools' },
        { run: 'scripts/ci/promote.sh', inputs: ['host'] },
      ],
    },
    {
      name: 'deploy',
      title: 'Deploy',
      about:
        'Deploys every layer of an environment. The only job with the key that decrypts the secrets of the repository.',
      when: ['person'],
      minutes: 350,
      rights: {},
      targets: clusters,
      deploys: true,
      steps: [
        { run: 'scripts/install-tools.sh --also sops' },
        { run: 'scripts/ci/deploy.sh', inputs: ['cluster', 'age'] },
      ],
    },
  ];
  return jobs.filter(({ targets }) => targets?.length !== 0);
}

/** Jobs with the same lock wait for each other: a deployment is not taken for drift. */
export function lockOf({ name, steps }: CiJob, { environment }: CiTarget) {
  const isInCluster = steps.some(({ inputs = [] }) =>
    inputs.some(input => input.startsWith('cluster')),
  );
  return `${isInCluster ? 'environment' : name}-${environment}`;
}
