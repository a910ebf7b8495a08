import type { Plan } from '../../plan/plan';
import { requestedCiHost } from '../../request/ciHost';
import { textFile } from '../file';
import type { RepositoryFile } from '../file';
import { gitlabText } from './gitlab';

import { ciJobs } from './jobs';
import { workflowText } from './workflows';

/** The workflows of a repository, in the format of its Git host. */
export function ciFiles({ request }: Plan): RepositoryFile[] {
  const host = requestedCiHost(request);
  if (host === undefined) return [];
  const jobs = ciJobs(request);
  return host === 'gitlab'
    ? [textFile('.gitlab-ci.yml', gitlabText(jobs))]
    : jobs.map(job =>
        textFile(
          `.${host}/workflows/${job.name}.yaml`,
          workflowText(job, host),
        ),
      );
}
