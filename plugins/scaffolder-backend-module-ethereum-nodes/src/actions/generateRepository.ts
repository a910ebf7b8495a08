import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { repositoryFiles, writeFiles } from '@nodeyard/blueprint';
import { examples } from './generateRepository.examples';
import { acceptedPlan, requestInput } from './request';

/**
 * `ethereum:repo:generate`: writes a team's repository into the workspace. The workspace belongs to the task, so a retry
 * writes the same bytes again, and a dry run shows them.
 */
export function createGenerateRepositoryAction() {
  return createTemplateAction({
    id: 'ethereum:repo:generate',
    description:
      'Writes the repository that a request asks for into the workspace: helmfile, chart, environments, catalog-info and the rest. The same request gives the same bytes.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        request: requestInput,
        targetPath: z =>
          z
            .string()
            .describe(
              'Folder of the workspace to write into. Without it, the workspace itself.',
            )
            .optional(),
      },
      output: {
        files: z =>
          z.array(z.string()).describe('Paths of all files, below targetPath'),
        catalogInfoPath: z =>
          z.string().describe('Path of the catalog file in the repository'),
        firstCommand: z =>
          z
            .string()
            .describe(
              'Command that shows, in the repository, what would be deployed',
            ),
      },
    },
    async handler(ctx) {
      const plan = acceptedPlan(ctx.input.request);
      const directory = resolveSafeChildPath(
        ctx.workspacePath,
        ctx.input.targetPath ?? '.',
      );
      const files = await repositoryFiles(plan);
      await writeFiles(files, directory);
      ctx.logger.info(
        `Wrote ${files.length} files for ${plan.request.environments.join(
          ', ',
        )}`,
      );
      ctx.output(
        'files',
        files.map(file => file.path),
      );
      ctx.output('catalogInfoPath', '/catalog-info.yaml');
      ctx.output(
        'firstCommand',
        `make template ENV=${plan.request.environments[0]}`,
      );
    },
  });
}
