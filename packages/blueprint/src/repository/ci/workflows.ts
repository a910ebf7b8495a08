import { pipelineText } from './pipelineText';
import { actions } from './actions';
import { lockOf } from './jobs';
import type { CiInput, CiJob, CiTarget, CiTrigger } from './jobs';

type Variables = Record<string, string>;

/** One workflow of GitHub Actions, which Gitea Actions understands as well. */
export function workflowText(job: CiJob, host: 'github' | 'gitea'): string {
  const workflow = {
    name: job.title,
    on: Object.fromEntries(job.when.map(trigger => eventOf(trigger, job))),
    permissions: {},
    concurrency: job.targets
      ? undefined
      : {
          group: `${job.name}-\${{ github.ref }}`,
          'cancel-in-progress': "${{ github.event_name == 'pull_request' }}",
        },
    jobs: Object.fromEntries(
      (job.targets ?? [undefined]).map(target => [
        target?.environment ?? job.name,
        jobOf(job, target, host),
      ]),
    ),
  };
  return pipelineText(workflow, job.about);
}

function eventOf(trigger: CiTrigger, { targets = [] }: CiJob) {
  if (trigger === 'change') return ['pull_request', {}];
  if (trigger === 'default-branch') return ['push', { branches: ['main'] }];
  if (typeof trigger === 'object') {
    return ['schedule', [{ cron: trigger.schedule }]];
  }
  return [
    'workflow_dispatch',
    {
      inputs: {
        environment: {
          description: 'Environment',
          type: 'choice',
          required: true,
          options: targets.map(({ environment }) => environment),
        },
      },
    },
  ];
}

function jobOf(
  job: CiJob,
  target: CiTarget | undefined,
  host: 'github' | 'gitea',
) {
  const { contents = 'read', changes } = job.rights;
  return {
    ...(target && job.when.includes('person') && { if: chosen(job, target) }),
    'runs-on': host === 'github' ? 'ubuntu-24.04' : 'ubuntu-latest',
    'timeout-minutes': job.minutes,
    permissions: {
      contents,
      ...(changes && { 'pull-requests': changes }),
    },
    ...(target && {
      concurrency: {
        group: lockOf(job, target),
        'cancel-in-progress': false,
      },
    }),
    ...(target && job.deploys && { environment: target.environment }),
    ...(target && {
      env: {
        ENVIRONMENT: target.environment,
        ...(target.from && { PROMOTE_FROM: target.from }),
      },
    }),
    steps: [
      {
        uses: actions.checkout,
        with: {
          'persist-credentials': false,
          ...(job.history && { 'fetch-depth': 0 }),
        },
      },
      ...job.steps.map(({ run, inputs = [] }) => ({
        run,
        ...(inputs.length > 0 && {
          env: Object.assign(
            {},
            ...inputs.map(input => variablesOf(input, host, target)),
          ),
        }),
      })),
    ],
  };
}

/** A schedule starts the job of every environment, a person that of one. */
function chosen({ when }: CiJob, { environment }: CiTarget): string {
  const asked = `inputs.environment == '${environment}'`;
  return when.some(trigger => typeof trigger === 'object')
    ? `github.event_name == 'schedule' || ${asked}`
    : asked;
}

/** Values of events reach a script as variables: an expression in a script would be run as part of it. */
function variablesOf(
  input: CiInput,
  host: 'github' | 'gitea',
  target: CiTarget | undefined,
): Variables {
  const suffix = target?.environment.toUpperCase();
  const variables: Record<CiInput, Variables> = {
    host: {
      HOST_KIND: host,
      HOST_API: '${{ github.api_url }}',
      HOST_URL: '${{ github.server_url }}/${{ github.repository }}.git',
      HOST_PROJECT: '${{ github.repository }}',
      HOST_TOKEN: '${{ github.token }}',
      DEFAULT_BRANCH: '${{ github.event.repository.default_branch }}',
    },
    change: {
      CHANGE_NUMBER: '${{ github.event.pull_request.number }}',
      BASE_COMMIT: '${{ github.event.pull_request.base.sha }}',
    },
    cluster: { CLUSTER: `\${{ secrets.KUBECONFIG_${suffix} }}` },
    'cluster-diff': {
      CLUSTER: `\${{ secrets.KUBECONFIG_DIFF_${suffix} }}`,
    },
    age: { SOPS_AGE_KEY: `\${{ secrets.SOPS_AGE_KEY_${suffix} }}` },
  };
  return variables[input];
}
