import { NotFoundError, NotAllowedError } from '@backstage/errors';
import { LOCK_PATH, parseLock } from '@nodeyard/blueprint';
import type { PresentRequest } from '@nodeyard/blueprint/form';
import { stringify } from 'yaml';
import type { GitRepository } from '../repositories/gitRepository';

/**
 * The request that the lock of a repository has.
 * @throws NotFoundError where there is no lock, NotAllowedError where it was edited
 */
export async function presentRequest(
  repository: GitRepository,
): Promise<PresentRequest> {
  const { defaultBranch } = await repository.inspect();
  const content = await repository.read(defaultBranch, LOCK_PATH);
  if (!content) {
    throw new NotFoundError(
      `${repository.name} has no ${LOCK_PATH}: it was not written by nodeyard.`,
    );
  }
  const parsed = parseLock(Buffer.from(content).toString('utf8'));
  if (!parsed.ok) {
    throw new NotAllowedError(
      `${LOCK_PATH} of ${repository.name} ${parsed.reason}. ${parsed.fix}`,
    );
  }
  const { request, version } = parsed.lock;
  return { request: stringify(request), version };
}
