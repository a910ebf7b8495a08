import { lockOf } from './jobs';
import type { CiInput, CiJob, CiTarget, CiTrigger } from './jobs';
import { pipelineText } from './pipelineText';

const comment = [
  'Jobs run in the default image of the runner, which needs bash, curl, git, jq and make; deploy and drift also need kubectl. Set',
  'another, by digest, as "default: { image: ... }".',
].join('\n');

const ON_DEFAULT_BRANCH = '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH';
const IS_CHANGE = '$CI_PIPELINE_SOURCE == "merge_request_event"';
const IS_SCHEDULE = '$CI_PIPELINE_SOURCE == "schedule"';

/** `.gitlab-ci.yml`: all jobs, each of which names what starts it. */
export function gitlabText(jobs: readonly CiJob[]): string {
  const pipeline = {
    workflow: {
      rules: [IS_CHANGE, ON_DEFAULT_BRANCH].map(rule => ({ if: rule })),
    },
    stages: ['check', 'change', 'deploy'],
    ...Object.fromEntries(jobs.flatMap(jobsOf)),
  };
  return pipelineText(pipeline, comment);
}

function jobsOf(job: CiJob): [string, object][] {
  return (job.targets ?? [undefined]).map(target => [
    target ? `${job.name}-${target.environment}` : job.name,
    jobOf(job, target),
  ]);
}

function jobOf(job: CiJob, target: CiTarget | undefined) {
  return {
    stage: stageOf(job),
    rules: job.when.map(ruleOf),
    timeout: `${job.minutes} minutes`,
    interruptible: job.when.includes('change'),
    ...(target && { resource_group: lockOf(job, target) }),
    ...(target && job.deploys && { environment: { name: target.environment } }),
    variables: {
      GIT_DEPTH: job.history ? '0' : '20',
      ...(target && { ENVIRONMENT: target.environment }),
      ...(target?.from && { PROMOTE_FROM: target.from }),
    },
    script: job.steps.map(({ run, inputs = [] }) =>
      [...inputs.flatMap(input => assignmentsOf(input, job, target)), run].join(
        ' ',
      ),
    ),
  };
}

function stageOf({ deploys, rights }: CiJob): string {
  if (deploys) return 'deploy';
  return rights.contents === 'write' ? 'change' : 'check';
}

function ruleOf(trigger: CiTrigger) {
  if (trigger === 'change') return { if: IS_CHANGE };
  if (typeof trigger === 'object') return { if: IS_SCHEDULE };
  const isPush = `${ON_DEFAULT_BRANCH} && $CI_PIPELINE_SOURCE != "schedule"`;
  return trigger === 'person'
    ? { if: isPush, when: 'manual', allow_failure: true }
    : { if: isPush };
}

/** Of one command each, so that no other program of the job finds a token in its environment. */
function assignmentsOf(
  input: CiInput,
  { rights }: CiJob,
  target: CiTarget | undefined,
): string[] {
  const suffix = target?.environment.toUpperCase();
  // The token of a job may neither comment nor push: https://docs.gitlab.com/ci/jobs/ci_job_token/
  const token = rights.contents === 'write' ? 'PROMOTE_TOKEN' : 'COMMENT_TOKEN';
  const assignments: Record<CiInput, string[]> = {
    host: [
      'HOST_KIND=gitlab',
      'HOST_API="$CI_API_V4_URL"',
      'HOST_URL="$CI_PROJECT_URL.git"',
      'HOST_PROJECT="$CI_PROJECT_ID"',
      `HOST_TOKEN="$${token}"`,
      'DEFAULT_BRANCH="$CI_DEFAULT_BRANCH"',
    ],
    change: [
      'CHANGE_NUMBER="$CI_MERGE_REQUEST_IID"',
      'BASE_COMMIT="$CI_MERGE_REQUEST_DIFF_BASE_SHA"',
    ],
    cluster: [`CLUSTER="$KUBECONFIG_${suffix}"`],
    'cluster-diff': [`CLUSTER="$KUBECONFIG_DIFF_${suffix}"`],
    age: [`SOPS_AGE_KEY="$SOPS_AGE_KEY_${suffix}"`],
  };
  return assignments[input];
}
