import { InputError } from '@backstage/errors';
import { verifyRepository } from '@nodeyard/blueprint';
import { acceptedPlan } from '../actions/request';

/** Of the input `request` of every action that publishes. */
export const REQUEST_DESCRIPTION =
  'The request, as ethereum:node:plan put it out. With it, only a repository that was written for this request is published.';

/** What is about to be published, and by which step. */
export interface Publishable {
  /** Folder with the files. */
  source: string;
  /** Name of the step as people see it. */
  step: string;
  /** What the repository must have been written for, where the template says so. */
  request?: unknown;
}

/**
 * A task that Backstage takes up again skips the steps that it completed, and its workspace may be gone: what
 * ethereum:repo:generate wrote is not there to publish. A step in between that checks it would be skipped as well, so each
 * step that publishes asks here first.
 * @throws InputError where the source is not what ethereum:repo:generate wrote for this request
 */
export async function requireWhole({
  source,
  step,
  request,
}: Publishable): Promise<void> {
  const verified = await verifyRepository(
    source,
    request === undefined ? undefined : acceptedPlan(request).request,
  );
  if (verified.ok) return;
  throw new InputError(
    [
      `The workspace holds no whole repository to publish: it ${verified.reason}. Step "${step}" has published nothing.`,
      'Steps between ethereum:repo:generate and this one may add files and change none.',
      'A task that is taken up again, after a restart of Backstage or by Retry, skips the steps that it completed, and what they wrote is still there only if scaffolder.taskRecovery.workspaceProvider keeps it.',
      'Where that is the cause, run the task again from its form with Start Over, as Retry skips those steps once more, and configure scaffolder.taskRecovery.workspaceProvider.',
      'If an earlier attempt was cut off while it published, look at the host first: a complete repository is registered by its catalog-info.yaml, any other has to be deleted.',
    ].join(' '),
  );
}
