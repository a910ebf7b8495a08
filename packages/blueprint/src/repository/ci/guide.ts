import type { Plan } from '../../plan/plan';
import { requestedCiHost } from '../../request/ciHost';
import type { CiHost } from '../../request/ciHost';
import { DOCS } from '../annotations';
import { ciJobs } from './jobs';
import type { CiJob, CiTrigger } from './jobs';

/** Where a host keeps secrets, and what its jobs have no token for. */
const places: Readonly<Record<CiHost, string>> = {
  github:
    'Settings, Environments: as secrets of each environment, with reviewers where a deployment needs approval. Settings, Actions, General: let\nActions create pull requests, for the promotion.',
  gitea:
    'Settings, Actions, Secrets. Gitea has no environments: whoever may start a workflow may deploy.',
  gitlab:
    "Settings, CI/CD, Variables: masked, protected, and those of a deployment in the scope of their environment. GitLab's own token of a job may\nneither comment nor push: COMMENT_TOKEN (scope api, role Reporter, not protected) and PROMOTE_TOKEN (scopes api and write_repository, role\nDeveloper, protected) are access tokens of the project. Schedules are made in Build, Pipeline schedules.",
};

/** A section of the README; nothing where no workflows were requested. */
export function ciText({ request }: Plan): string {
  const host = requestedCiHost(request);
  if (host === undefined) return '';
  const jobs = ciJobs(request);
  const reachable = jobs.find(({ deploys }) => deploys)?.targets ?? [];
  return `## CI/CD

${
  host === 'gitlab'
    ? '`.gitlab-ci.yml` runs these jobs'
    : `The workflows in \`.${host}/workflows\` run these jobs`
}; each is a script of \`scripts/ci\`, and runs on a laptop as well.

| job | when | what |
|---|---|---|
${jobs.map(rowOf).join('\n')}

${
  reachable.length === 0
    ? ''
    : `They need these secrets:

| secret | what |
|---|---|
${reachable
  .map(({ environment }) => {
    const suffix = environment.toUpperCase();
    return `| \`KUBECONFIG_${suffix}\` | kubeconfig of an account that may deploy to ${environment} |
| \`KUBECONFIG_DIFF_${suffix}\` | kubeconfig of an account that may compare: \`get\`, and \`patch\` and \`create\`, which a dry run needs |
| \`SOPS_AGE_KEY_${suffix}\` | private key of age, if \`secrets/${environment}.secrets.enc.yaml\` is there |`;
  })
  .join('\n')}

${places[host]}

`
}[CI/CD](${DOCS}/ci-cd.md) has the steps, and those for Argo CD and Flux (\`make gitops\`).

`;
}

function rowOf({ name, when, about }: CiJob): string {
  return `| ${name} | ${when.map(momentOf).join(', ')} | ${about.replaceAll(
    '\n',
    ' ',
  )} |`;
}

function momentOf(trigger: CiTrigger): string {
  if (typeof trigger === 'object') return `\`${trigger.schedule}\` (UTC)`;
  return {
    change: 'pull request',
    'default-branch': 'push to main',
    person: 'by hand',
  }[trigger];
}
