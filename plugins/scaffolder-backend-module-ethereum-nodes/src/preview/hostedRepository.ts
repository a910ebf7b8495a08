import { NotFoundError } from '@backstage/errors';
import type { ScmIntegrations } from '@backstage/integration';
import type { RepositoryPreview } from '@nodeyard/blueprint/form';
import { hostApiOf } from '../repositories/hostApi';

const TIMEOUT_MS = 5_000;

/**
 * Whether a Git host has a repository, as far as the credentials of its integration see.
 *
 * @param repository - `github.com/acme/payments-eth`
 * @returns `unknown` where the host does not answer, or answers something else: nothing of its answer is passed on
 */
export async function hostedRepository(
  repository: string,
  integrations: ScmIntegrations,
): Promise<RepositoryPreview['repository']> {
  const url = `https://${repository}`;
  const [, ...names] = repository.split('/');
  const name = names.pop() ?? '';
  try {
    const location = { url, owner: names.join('/'), name };
    const api = await hostApiOf(location, integrations, TIMEOUT_MS);
    if (!api) return { state: 'unknown' };
    await api.repository();
    return { state: 'taken', url };
  } catch (error) {
    return { state: error instanceof NotFoundError ? 'free' : 'unknown' };
  }
}
