import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { refreshLocations } from '../localRepositories/catalogLocations';
import { allowedRepositories } from '../localRepositories/config';
import type { LocalRepositories } from '../localRepositories/config';
import { placeOf, publishLocally } from '../localRepositories/publish';
import { REQUEST_DESCRIPTION } from '../publishing/wholeRepository';
import { examples } from './publishLocal.examples';

interface Options {
  /** Without it the action refuses. */
  repositories: LocalRepositories | undefined;
  catalog: CatalogService;
}

/** One segment of a path that neither hides nor ends like the bare repository beside it. */
const repositoryName = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const branchName = /^[A-Za-z0-9][A-Za-z0-9_-]*$/;

/**
 * `ethereum:publish:local`: a bare git repository in a folder of the backend's machine, for development and the demo.
 *
 * Publishing is the one effect and stands in a checkpoint; the task's ID in the repository covers the moment between the
 * two. A dry run says where the repository would be.
 */
export function createPublishLocalAction({ repositories, catalog }: Options) {
  return createTemplateAction({
    id: 'ethereum:publish:local',
    description:
      'For development: publishes the workspace as a bare git repository in a folder of this machine, with a checked-out copy that a catalog location can read. Never overwrites a repository.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        name: z =>
          z
            .string()
            .regex(repositoryName)
            .describe(
              'Name of the repository: lower-case letters, digits, dashes',
            ),
        sourcePath: z =>
          z
            .string()
            .describe(
              'Folder of the workspace to publish. Without it, the whole workspace.',
            )
            .optional(),
        request: z =>
          z.record(z.any()).describe(REQUEST_DESCRIPTION).optional(),
        defaultBranch: z =>
          z
            .string()
            .regex(branchName)
            .describe('Branch of the first commit. Default: main')
            .optional(),
      },
      output: {
        remoteUrl: z =>
          z
            .string()
            .describe('URL to clone from; a file URL, so only on this machine'),
        directory: z =>
          z.string().describe('Folder in which the repository is checked out'),
        catalogInfoPath: z =>
          z.string().describe('Path of the catalog file that was published'),
        commitHash: z =>
          z.string().describe('Hash of the first commit; empty in a dry run'),
      },
    },
    async handler(ctx) {
      const { directory, locations } = allowedRepositories(repositories);
      const {
        name,
        sourcePath = '.',
        request,
        defaultBranch: branch = 'main',
      } = ctx.input;
      if (!repositoryName.test(name)) {
        throw new InputError(
          `name ${JSON.stringify(name)} is not a repository's name`,
        );
      }
      if (!branchName.test(branch)) {
        throw new InputError(
          `defaultBranch ${JSON.stringify(branch)} is not a branch's name`,
        );
      }
      const source = resolveSafeChildPath(ctx.workspacePath, sourcePath);
      const { checkout, remoteUrl } = placeOf(directory, name);
      ctx.output('remoteUrl', remoteUrl);
      ctx.output('directory', checkout);
      ctx.output('catalogInfoPath', `${checkout}/catalog-info.yaml`);
      if (ctx.isDryRun) {
        ctx.logger.info(`Would publish to ${remoteUrl}`);
        ctx.output('commitHash', '');
        return;
      }
      const commitHash = await ctx.checkpoint({
        key: `publish.${name}`,
        fn: () =>
          publishLocally({
            directory,
            name,
            source,
            step: ctx.step?.name ?? 'ethereum:publish:local',
            request,
            branch,
            taskId: ctx.task.id,
          }),
      });
      ctx.logger.info(`Published ${commitHash} to ${remoteUrl}`);
      if (locations.length === 0) {
        ctx.logger.warn(
          `No location of the catalog reads ${directory}. Add one of type file with the target ${directory}/*/catalog-info.yaml.`,
        );
      }
      const credentials = await ctx.getInitiatorCredentials();
      await refreshLocations(locations, {
        catalog,
        credentials,
        logger: ctx.logger,
      });
      ctx.output('commitHash', commitHash);
    },
  });
}
