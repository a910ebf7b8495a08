import { InputError } from '@backstage/errors';
import {
  getRepoSourceDirectory,
  type TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import { withMaskedErrors } from './maskedErrors';
import { REQUEST_DESCRIPTION, requireWhole } from './wholeRepository';

/** What a guarded action takes beside the input of the action that it guards. @public */
export interface GuardedInput {
  request?: JsonObject;
}

/**
 * `ethereum:<id>`: another action that publishes the workspace, which is run only if the repository in it is whole, as
 * ethereum:repo:generate wrote it. It has the schema of the other one, and `request`.
 *
 * The check and the publishing are one step because Backstage skips whole steps when it takes up a task again.
 * @param original - publishes the workspace, or the folder of it that its input `sourcePath` names
 * @param secrets - that no error may quote, beside those of the step itself
 * @public
 */
export function createGuardedPublishAction<
  TInput extends JsonObject,
  TOutput extends JsonObject,
>(
  original: TemplateAction<TInput, TOutput>,
  secrets: readonly string[] = [],
): TemplateAction<TInput & GuardedInput, TOutput> {
  const id = `ethereum:${original.id}`;
  return {
    ...original,
    id,
    description: `Publishes as ${
      original.id
    } does, but only a repository that is there as ethereum:repo:generate wrote it; else it fails before anything reaches the host. ${
      original.description ?? ''
    }`.trimEnd(),
    examples: original.examples?.map(({ description, example }) => ({
      description,
      example: example.replaceAll(
        `action: ${original.id}\n`,
        `action: ${id}\n`,
      ),
    })),
    schema: {
      ...original.schema,
      input: {
        ...original.schema?.input,
        properties: {
          ...original.schema?.input?.properties,
          request: { type: 'object', description: REQUEST_DESCRIPTION },
        },
      },
    },
    async handler(ctx) {
      const { request, input } = separated<TInput>(ctx.input);
      await requireWhole({
        source: sourceOf(ctx.workspacePath, input.sourcePath),
        step: ctx.step?.name ?? id,
        request,
      });
      await withMaskedErrors(ctx, secrets, async () =>
        original.handler({ ...ctx, input }),
      );
    },
  };
}

function separated<TInput extends JsonObject>({
  request,
  ...input
}: TInput & GuardedInput) {
  // What is left is the other action's input, which its own schema has checked; the compiler cannot subtract.
  return { request, input: input as unknown as TInput };
}

/** The folder that Backstage's actions publish for an input. */
function sourceOf(workspacePath: string, sourcePath: unknown): string {
  if (sourcePath === false) {
    throw new InputError(
      'sourcePath false asks for an empty repository. Leave it out to publish the workspace.',
    );
  }
  return getRepoSourceDirectory(
    workspacePath,
    typeof sourcePath === 'string' ? sourcePath : undefined,
  );
}
