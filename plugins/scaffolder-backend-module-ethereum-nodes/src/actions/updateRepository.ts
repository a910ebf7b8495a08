import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import {
  planUpdate,
  readRequest,
  updateDescription,
  updateTitle,
} from '@nodeyard/blueprint';
import type { RepositoryUpdate } from '@nodeyard/blueprint';
import { stringify } from 'yaml';
import type { z as zod } from 'zod/v3';
import type { LocalRepositories } from '../localRepositories/config';
import type { HostOptions } from '../publishing/gitHosts';
import { withMaskedErrors } from '../publishing/maskedErrors';
import { repositoryOf, visibleEntity } from '../repositories/findRepository';
import { proposeUpdate } from '../repositories/proposeUpdate';
import { changeExamples, updateExamples } from './updateRepository.examples';
import { problemsError } from './request';

/** What the actions need that change repositories which exist. */
export interface RepositoryActionOptions extends Omit<HostOptions, 'config'> {
  catalog: CatalogService;
  repositories: LocalRepositories | undefined;
  author: { name: string; email: string };
}

const entityRefInput = (z: typeof zod) =>
  z
    .string()
    .describe(
      'A node, pool or system of the repository, e.g. component:default/payments-eth-geth-0. Its source location names the repository',
    );
const requestInput = (z: typeof zod) =>
  z
    .union([z.string(), z.record(z.any())])
    .describe(
      'The whole request as it is to be, as YAML or as an object. blueprint.lock.yaml of the repository has the present one',
    );
const output = {
  request: (z: typeof zod) =>
    z
      .string()
      .describe('The request of the repository after the change, as YAML'),
  outcome: (z: typeof zod) =>
    z
      .enum(['proposed', 'unchanged', 'compared'])
      .describe(
        'proposed: the branch is there; unchanged: there was nothing to do; compared: in a dry run, or without a request',
      ),
  branch: (z: typeof zod) =>
    z.string().optional().describe('The branch with the changes'),
  pullRequestUrl: (z: typeof zod) =>
    z
      .string()
      .optional()
      .describe('The pull request; absent for repositories on this machine'),
  title: (z: typeof zod) => z.string().describe('Title of the change'),
  description: (z: typeof zod) =>
    z
      .string()
      .describe(
        'Markdown: effects on running nodes, conflicts, and files that are kept',
      ),
  conflicts: (z: typeof zod) =>
    z.array(z.string()).describe('Paths that need a decision of the team'),
};

/** `ethereum:repo:change`: a pull request that brings a team's repository to another request. */
export function createChangeRepositoryAction(options: RepositoryActionOptions) {
  return createTemplateAction({
    id: 'ethereum:repo:change',
    description:
      'Brings the repository of an entity to another request, on a branch and with a pull request that names what happens to running nodes. Edits of the team are merged.',
    examples: changeExamples,
    supportsDryRun: true,
    schema: {
      input: {
        entityRef: entityRefInput,
        request: z =>
          requestInput(z)
            .describe(
              'The whole request as it is to be, as YAML or as an object. Without it, nothing changes, and the output has the present one',
            )
            .optional(),
      },
      output,
    },
    async handler(ctx) {
      // A text field that was left empty.
      const request = ctx.input.request === '' ? undefined : ctx.input.request;
      await propose(
        ctx,
        options,
        { kind: 'change', isDryRun: request === undefined },
        directory =>
          plannedUpdate({
            directory,
            request,
            // The present request is shown whatever blueprint wrote it.
            allowBlueprintChange: request === undefined,
          }),
      );
    },
  });
}

/** `ethereum:repo:update`: a pull request that brings a team's repository to the blueprint of this release. */
export function createUpdateRepositoryAction(options: RepositoryActionOptions) {
  return createTemplateAction({
    id: 'ethereum:repo:update',
    description:
      'Brings the repository of an entity to the blueprint of this release, on a branch and with a pull request. Edits of the team are merged, and conflicts are files of the pull request.',
    examples: updateExamples,
    supportsDryRun: true,
    schema: {
      input: {
        entityRef: entityRefInput,
        request: z => requestInput(z).optional(),
      },
      output,
    },
    async handler(ctx) {
      const { request } = ctx.input;
      await propose(ctx, options, { kind: 'update' }, directory =>
        plannedUpdate({ directory, request, allowBlueprintChange: true }),
      );
    },
  });
}

type Context = ActionContext<
  { entityRef: string },
  {
    request: string;
    outcome: 'proposed' | 'unchanged' | 'compared';
    branch?: string;
    pullRequestUrl?: string;
    title: string;
    description: string;
    conflicts: string[];
  }
>;

async function propose(
  ctx: Context,
  { catalog, author, secrets, ...options }: RepositoryActionOptions,
  { kind, isDryRun = false }: { kind: 'change' | 'update'; isDryRun?: boolean },
  plan: (directory: string) => Promise<RepositoryUpdate>,
): Promise<void> {
  await withMaskedErrors(ctx, secrets, async () => {
    const repository = await repositoryOf(
      await visibleEntity(
        catalog,
        ctx.input.entityRef,
        await ctx.getInitiatorCredentials(),
      ),
      options,
    );
    const compareOnly = isDryRun || ctx.isDryRun === true;
    const { update, branch, pullRequestUrl } = await proposeUpdate(repository, {
      directory: resolveSafeChildPath(ctx.workspacePath, '.nodeyard-checkout'),
      kind,
      author,
      isDryRun: compareOnly,
      plan,
      log: message => ctx.logger.info(message),
    });
    const { changes, effects } = update;
    effects.forEach(effect => ctx.logger.info(effect));
    const conflicts = changes
      .filter(change => change.kind === 'conflict')
      .map(({ path }) => path);
    conflicts.forEach(path => ctx.logger.warn(`${path} is in conflict`));
    ctx.logger.info(
      branch === undefined
        ? 'Nothing to change'
        : `${update.files.length} files in ${pullRequestUrl ?? branch}`,
    );
    ctx.output('request', stringify(update.plan.request));
    ctx.output('outcome', outcomeOf(branch, compareOnly));
    ctx.output('branch', branch);
    ctx.output('pullRequestUrl', pullRequestUrl);
    ctx.output('title', updateTitle(update));
    ctx.output('description', updateDescription(update));
    ctx.output('conflicts', conflicts);
  });
}

function outcomeOf(branch: string | undefined, compareOnly: boolean) {
  if (compareOnly) return 'compared';
  return branch === undefined ? 'unchanged' : 'proposed';
}

/** @throws InputError with every problem, each with its fix */
export async function plannedUpdate({
  request,
  ...options
}: {
  directory: string;
  request: unknown;
  allowBlueprintChange: boolean;
}): Promise<RepositoryUpdate> {
  const read =
    typeof request === 'string'
      ? readRequest(request)
      : ({ ok: true, value: request } as const);
  const result = read.ok
    ? await planUpdate({ ...options, request: read.value, now: new Date() })
    : read;
  if (!result.ok) throw problemsError(result.problems);
  return result.update;
}
