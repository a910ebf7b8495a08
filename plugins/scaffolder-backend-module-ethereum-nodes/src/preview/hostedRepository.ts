import {
  DefaultGithubCredentialsProvider,
  getGiteaRequestOptions,
  getGitLabRequestOptions,
} from '@backstage/integration';
import type { ScmIntegrations } from '@backstage/integration';
import type {
  RepositoryHost,
  RepositoryPreview,
} from '@nodeyard/blueprint/form';

type Found = RepositoryPreview['repository'];

const TIMEOUT_MS = 5_000;

/** The request that asks a host for one repository, with the credentials of its integration. */
interface Lookup {
  url: string;
  headers?: Record<string, string>;
}

const lookups: Record<
  Exclude<RepositoryHost, 'local'>,
  (
    integrations: ScmIntegrations,
    server: string,
    path: string,
  ) => Promise<Lookup | undefined>
> = {
  github: async (integrations, server, path) => {
    const api = integrations.github.byHost(server)?.config.apiBaseUrl;
    if (api === undefined) return undefined;
    const { headers } = await DefaultGithubCredentialsProvider.fromIntegrations(
      integrations,
    ).getCredentials({ url: `https://${server}/${path}` });
    return { url: `${api}/repos/${path}`, headers };
  },
  gitlab: async (integrations, server, path) => {
    const config = integrations.gitlab.byHost(server)?.config;
    return (
      config && {
        url: `${config.apiBaseUrl}/projects/${encodeURIComponent(path)}`,
        ...getGitLabRequestOptions(config),
      }
    );
  },
  gitea: async (integrations, server, path) => {
    const config = integrations.gitea.byHost(server)?.config;
    return (
      config && {
        url: `${config.baseUrl}/api/v1/repos/${path}`,
        ...getGiteaRequestOptions(config),
      }
    );
  },
};

/**
 * Whether a Git host has a repository, as far as the credentials of its integration see.
 *
 * @param repository - `github.com/acme/payments-eth`
 * @returns `unknown` where the host does not answer, or answers something else: nothing of its answer is passed on
 */
export async function hostedRepository(
  host: Exclude<RepositoryHost, 'local'>,
  repository: string,
  integrations: ScmIntegrations,
): Promise<Found> {
  const [server = '', ...names] = repository.split('/');
  const path = names.map(encodeURIComponent).join('/');
  try {
    const lookup = await lookups[host](
      integrations,
      server,
      host === 'gitlab' ? names.join('/') : path,
    );
    if (!lookup) return { state: 'unknown' };
    const { status } = await fetch(lookup.url, {
      headers: lookup.headers,
      // A header with a token is not followed to another place.
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (status === 404) return { state: 'free' };
    return status === 200
      ? { state: 'taken', url: `https://${repository}` }
      : { state: 'unknown' };
  } catch {
    return { state: 'unknown' };
  }
}
