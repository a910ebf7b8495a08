import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { isError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import { createGuardedPublishAction } from './guardedAction';
import { hostSecrets } from './maskedErrors';

/** What all actions take that reach Git hosts. */
export interface HostOptions {
  config: Config;
  integrations: ScmIntegrations;
  requireScmUserCredentials: boolean;
  /** Credentials of the hosts, which no error may quote. */
  secrets: readonly string[];
}

/** An action of a package that a platform has or has not. */
export interface OptionalAction {
  package: string;
  load(options: HostOptions): Promise<TemplateAction<any, any>>;
}

/** Backstage's own actions for the hosts that the template offers, made as Backstage's modules make them. */
const ofBackstage: readonly OptionalAction[] = [
  {
    package: '@backstage/plugin-scaffolder-backend-module-github',
    load: async options => {
      const { createPublishGithubAction } = await import(
        '@backstage/plugin-scaffolder-backend-module-github'
      );
      return createGuardedPublishAction(
        createPublishGithubAction(options),
        options.secrets,
      );
    },
  },
  {
    package: '@backstage/plugin-scaffolder-backend-module-gitlab',
    load: async options => {
      const { createPublishGitlabAction } = await import(
        '@backstage/plugin-scaffolder-backend-module-gitlab'
      );
      return createGuardedPublishAction(
        createPublishGitlabAction(options),
        options.secrets,
      );
    },
  },
  {
    package: '@backstage/plugin-scaffolder-backend-module-gitea',
    load: async options => {
      const { createPublishGiteaAction } = await import(
        '@backstage/plugin-scaffolder-backend-module-gitea'
      );
      return createGuardedPublishAction(
        createPublishGiteaAction(options),
        options.secrets,
      );
    },
  },
];

/** The options of a configuration. */
export function hostOptions(config: Config): HostOptions {
  return {
    config,
    integrations: ScmIntegrations.fromConfig(config),
    secrets: hostSecrets(config),
    requireScmUserCredentials:
      config.getOptionalBoolean('scaffolder.requireScmUserCredentials') ??
      false,
  };
}

/** `ethereum:publish:github`, `:gitlab` and `:gitea`, each where Backstage's module for the host is installed. */
export async function publishActions(
  config: Config,
  logger: LoggerService,
  known: readonly OptionalAction[] = ofBackstage,
): Promise<TemplateAction<any, any>[]> {
  const options = hostOptions(config);
  const actions = await Promise.all(
    known.map(async action => {
      try {
        return [await action.load(options)];
      } catch (error) {
        if (!isMissing(error, action.package)) throw error;
        logger.info(
          `${action.package} is not installed, so there is no action of ours that publishes to its host`,
        );
        return [];
      }
    }),
  );
  return actions.flat();
}

/** Whether it is this package that cannot be found, and not one that it needs. */
function isMissing(error: unknown, name: string): boolean {
  return (
    isError(error) &&
    (error.code === 'MODULE_NOT_FOUND' ||
      error.code === 'ERR_MODULE_NOT_FOUND') &&
    new RegExp(`^Cannot find (module|package) '${name}'`).test(error.message)
  );
}
