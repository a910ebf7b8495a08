import type { ScmIntegrations } from '@backstage/integration';
import { repositoryFiles } from '@nodeyard/blueprint';
import type { Plan } from '@nodeyard/blueprint';
import { repositoryHosts } from '@nodeyard/blueprint/form';
import type { RepositoryPreview } from '@nodeyard/blueprint/form';
import { acceptedAnswers } from '../actions/request';
import type { HostState } from '../hosts/hosts';
import type { LocalRepositories } from '../localRepositories/config';
import { exists, placeOf } from '../localRepositories/publish';
import { hostedRepository } from './hostedRepository';

export interface PreviewOptions {
  /** Hosts that the form may publish to. */
  hosts: readonly HostState[];
  integrations: ScmIntegrations;
  repositories: LocalRepositories | undefined;
}

/**
 * Files of the repository that answers of the form make, and whether their host has one of its name. Writes nothing.
 *
 * @throws InputError with every problem of the answers
 */
export async function previewRepository(
  answers: Record<string, unknown>,
  options: PreviewOptions,
): Promise<RepositoryPreview> {
  const plan = acceptedAnswers(answers, options.hosts);
  const [files, repository] = await Promise.all([
    repositoryFiles(plan),
    existing(answers.host, plan, options),
  ]);
  return {
    files: files.map(({ path, content }) => ({
      path,
      bytes: content.byteLength,
    })),
    repository,
  };
}

async function existing(
  answer: unknown,
  { request }: Plan,
  { integrations, repositories }: PreviewOptions,
): Promise<RepositoryPreview['repository']> {
  const host = repositoryHosts.find(name => name === answer);
  if (host === 'local') {
    if (!repositories) return { state: 'unknown' };
    const { bare, checkout } = placeOf(repositories.directory, request.name);
    const found = await Promise.all([bare, checkout].map(exists));
    return { state: found.includes(true) ? 'taken' : 'free' };
  }
  return host && request.repository !== undefined
    ? hostedRepository(request.repository, integrations)
    : { state: 'unknown' };
}
