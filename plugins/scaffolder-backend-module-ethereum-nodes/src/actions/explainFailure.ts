import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { examples } from './explainFailure.examples';
import { wrapped } from './wrapped';

/**
 * `ethereum:failure:explain`: how far a task came, and what to do, in lines that the log does not cut. For a step with
 * `if: ${{ failure() }}`; the step that failed says why.
 */
export function createExplainFailureAction() {
  return createTemplateAction({
    id: 'ethereum:failure:explain',
    description:
      'Says how far a task came that failed, and what to do. Never fails itself.',
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
    return 'The request was refused, and nothing was created. The first step says what is wrong with it and how to put it right. Press Start Over, change the answers that it names, and create again.';
  }
  if (remoteUrl) {
    return 'The repository was created and is complete, but the catalog does not know it yet. Register its catalog-info.yaml with "Register existing component".';
  }
  return 'The request is good, but the repository could not be published, and nothing was registered. The step that failed says why; most often the name is taken, or Backstage has no access to the host. Press Start Over after putting it right, and choose another name where it is taken.';
}
