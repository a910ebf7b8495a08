import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { examples } from './explainFailure.examples';
import { wrapped } from './wrapped';

/**
 * `ethereum:failure:explain`: how far a failed task came, and the fix, in lines that the log does not truncate. For a step with
 * `if: ${{ failure() }}`. The log of the failed step has the reason.
 */
export function createExplainFailureAction() {
  return createTemplateAction({
    id: 'ethereum:failure:explain',
    description:
      'Logs how far a failed task came, and the fix. Never fails itself.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        request: z =>
          z
            .any()
            .describe(
              'The request, as ethereum:node:plan put it out, if it did',
            )
            .optional(),
        remoteUrl: z =>
          z
            .string()
            .describe('URL of the repository, if it was published')
            .optional(),
      },
    },
    async handler({ input: { request, remoteUrl }, logger }) {
      for (const line of wrapped(explanation(Boolean(request), remoteUrl))) {
        logger.info(line);
      }
    },
  });
}

function explanation(isPlanned: boolean, remoteUrl?: string): string {
  if (!isPlanned) {
    return 'The request was refused, and nothing was created. The log of the first step lists its problems and their fixes. Press Start Over, change these answers, and create again.';
  }
  if (remoteUrl) {
    return 'The repository was created and is complete, but it is not in the catalog yet. Register its catalog-info.yaml with "Register existing component".';
  }
  return 'The request is good, but the repository could not be published, and nothing was registered. The log of the failed step has the reason; most often the name is taken, or Backstage has no access to the host. Press Start Over after fixing it, and choose another name if it is taken.';
}
