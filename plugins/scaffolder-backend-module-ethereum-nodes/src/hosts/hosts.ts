import type { Config } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { repositoryHosts } from '@nodeyard/blueprint/form';
import type { RepositoryHost } from '@nodeyard/blueprint/form';
import { DIRECTORY_KEY } from '../localRepositories/config';

/** Whether this Backstage can publish a repository to a host of the form; if not, the reason and the fix. */
export type HostState = { host: RepositoryHost } & (
  | {
      canPublish: true;
      /** Names of its servers that have credentials; none for this machine. */
      servers: readonly string[];
    }
  | { canPublish: false; reason: string; fix: string }
);

type GitHost = Exclude<RepositoryHost, 'local'>;

/** Servers of an integration that have credentials with which Backstage's action for the host publishes. */
const serversOf: Record<GitHost, (integrations: ScmIntegrations) => string[]> =
  {
    github: ({ github }) =>
      github
        .list()
        .filter(({ config: { token, apps } }) => token || apps?.length)
        .map(({ config }) => config.host),
    gitlab: ({ gitlab }) =>
      gitlab
        .list()
        .filter(({ config }) => config.token)
        .map(({ config }) => config.host),
    gitea: ({ gitea }) =>
      gitea
        .list()
        .filter(({ config: { username, password } }) => username && password)
        .map(({ config }) => config.host),
  };

const credentials: Record<GitHost, string> = {
  github: 'a token or an app',
  gitlab: 'a token',
  gitea: 'a user name and a password',
};

/**
 * Where repositories can be published: by which actions are there, and by what is configured.
 *
 * @param actionIds - of the actions that publish, e.g. `ethereum:publish:github`
 */
export function hostStates(
  config: Config,
  actionIds: readonly string[],
): HostState[] {
  const integrations = ScmIntegrations.fromConfig(config);
  const byUsers =
    config.getOptionalBoolean('scaffolder.requireScmUserCredentials') ?? false;
  return repositoryHosts.map((host): HostState => {
    if (host === 'local') {
      return config.has(DIRECTORY_KEY)
        ? { host, canPublish: true, servers: [] }
        : {
            host,
            canPublish: false,
            reason:
              'is for development, and repositories on this machine are switched off',
            fix: `Set ${DIRECTORY_KEY} in the configuration of Backstage, or publish to a Git host.`,
          };
    }
    const servers = serversOf[host](integrations);
    if (!actionIds.includes(`ethereum:publish:${host}`)) {
      return {
        host,
        canPublish: false,
        reason: 'has no action in this Backstage that publishes to it',
        fix: `Install @backstage/plugin-scaffolder-backend-module-${host} in the backend, or choose another host.`,
      };
    }
    if (byUsers) {
      return {
        host,
        canPublish: false,
        reason:
          'takes the credentials of users alone here, which this template does not ask for',
        fix: 'Unset scaffolder.requireScmUserCredentials, or copy the template and hand over a token in its steps.',
      };
    }
    if (servers.length === 0) {
      return {
        host,
        canPublish: false,
        reason: 'has no integration with credentials',
        fix: `Add one with ${credentials[host]} to integrations.${host} in the configuration of Backstage, or choose another host.`,
      };
    }
    return { host, canPublish: true, servers };
  });
}
