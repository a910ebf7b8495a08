import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import type { Entity } from '@backstage/catalog-model';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import { withMaskedErrors } from '../publishing/maskedErrors';
import { repositoryOf } from '../repositories/findRepository';
import { proposeUpdate } from '../repositories/proposeUpdate';
import { fleetExamples } from './updateRepository.examples';
import { plannedUpdate } from './updateRepository';
import type { RepositoryActionOptions } from './updateRepository';

const MAX_PULL_REQUESTS = 50;

/** What became of one repository. */
interface FleetRow {
  /** Its system in the catalog. */
  entityRef: string;
  state: 'up to date' | 'behind' | 'opened' | 'open already' | 'refused';
  /** Release that wrote it; empty where it was refused. */
  from: string;
  /** Files that change. */
  files: number;
  conflicts: number;
  /** Pull request or branch. */
  proposed: string;
  /** Why it was refused. */
  reason: string;
}

/**
 * `ethereum:fleet:update`: pull requests for the repositories of all systems that the user may read, a bounded number in one run. A
 * dry run says how far each is behind.
 *
 * A repository that is refused does not keep the others from being updated. What was done stands in checkpoints, and each pull
 * request is found again by the name of its branch, so that a run which was interrupted, or repeated, opens none twice.
 */
export function createUpdateFleetAction(options: RepositoryActionOptions) {
  return createTemplateAction({
    id: 'ethereum:fleet:update',
    description:
      'Opens pull requests that bring the repositories of all systems of Ethereum nodes to the blueprint of this release, at most as many as are asked for. With dryRun it opens none, and says which repositories are how far behind.',
    examples: fleetExamples,
    supportsDryRun: true,
    schema: {
      input: {
        limit: z =>
          z
            .number()
            .int()
            .min(1)
            .max(MAX_PULL_REQUESTS)
            .describe(
              `Pull requests to open in one run at most, from 1 to ${MAX_PULL_REQUESTS}. Default: 10`,
            )
            .optional(),
        owner: z =>
          z
            .string()
            .describe(
              'Only repositories of this owner, e.g. group:default/payments',
            )
            .optional(),
        dryRun: z =>
          z
            .boolean()
            .describe('Whether to compare only, and to open nothing')
            .optional(),
      },
      output: {
        repositories: z =>
          z
            .array(z.record(z.any()))
            .describe(
              'For each repository: entityRef, state, from, files, conflicts, proposed, reason',
            ),
        opened: z => z.number().describe('Number of pull requests'),
        table: z => z.string().describe('The repositories as Markdown'),
      },
    },
    async handler(ctx) {
      const { limit = 10, owner, dryRun = false } = ctx.input;
      const isDryRun = dryRun || ctx.isDryRun === true;
      const rows: FleetRow[] = [];
      let opened = 0;
      for (const entity of await systemsOf(ctx, options, owner)) {
        const entityRef = stringifyEntityRef(entity);
        const compareOnly = isDryRun || opened >= limit;
        const row = await ctx.checkpoint({
          key: `${compareOnly ? 'compare' : 'update'}.${entityRef}`,
          fn: async () => ({
            ...(await updateOne(ctx, options, entity, compareOnly)),
          }),
        });
        rows.push(row);
        if (row.state === 'opened') opened++;
        ctx.logger.info(
          `${entityRef}: ${row.state} ${row.proposed}${row.reason}`,
        );
      }
      ctx.output(
        'repositories',
        rows.map(row => ({ ...row })),
      );
      ctx.output('opened', opened);
      ctx.output('table', tableOf(rows));
    },
  });
}

/** Systems by their references, which make runs alike. */
async function systemsOf(
  ctx: Pick<ActionContext<{}>, 'getInitiatorCredentials'>,
  { catalog }: RepositoryActionOptions,
  owner: string | undefined,
): Promise<Entity[]> {
  const systems: Entity[] = [];
  const pages = catalog.streamEntities(
    {
      filter: {
        kind: 'System',
        'spec.type': 'ethereum-nodes',
        ...(owner === undefined ? {} : { 'relations.ownedBy': owner }),
      },
    },
    { credentials: await ctx.getInitiatorCredentials() },
  );
  for await (const page of pages) systems.push(...page);
  return systems.sort((a, b) =>
    stringifyEntityRef(a) < stringifyEntityRef(b) ? -1 : 1,
  );
}

async function updateOne(
  ctx: Pick<ActionContext<{}>, 'input' | 'secrets' | 'workspacePath'>,
  { secrets, author, ...options }: RepositoryActionOptions,
  entity: Entity,
  isDryRun: boolean,
): Promise<FleetRow> {
  const entityRef = stringifyEntityRef(entity);
  const nothing = {
    from: '',
    files: 0,
    conflicts: 0,
    proposed: '',
    reason: '',
  };
  try {
    return await withMaskedErrors(ctx, secrets, async () => {
      const repository = await repositoryOf(entity, options);
      const { update, branch, pullRequestUrl, isNew } = await proposeUpdate(
        repository,
        {
          directory: resolveSafeChildPath(
            ctx.workspacePath,
            '.nodeyard-checkout',
          ),
          kind: 'update',
          author,
          isDryRun,
          plan: directory =>
            plannedUpdate({
              directory,
              request: undefined,
              allowBlueprintChange: true,
            }),
          log: () => undefined,
        },
      );
      const { from, files, deletions, changes } = update;
      const compared = {
        ...nothing,
        entityRef,
        from,
        files: files.length + deletions.length,
        conflicts: changes.filter(({ kind }) => kind === 'conflict').length,
      };
      if (branch === undefined) return { ...compared, state: 'up to date' };
      return isDryRun
        ? { ...compared, state: 'behind' }
        : {
            ...compared,
            state: isNew ? 'opened' : 'open already',
            proposed: pullRequestUrl ?? branch,
          };
    });
  } catch (error) {
    return {
      ...nothing,
      entityRef,
      state: 'refused',
      reason: error instanceof Error ? error.message : String(error),
    };
  }
}

function tableOf(rows: readonly FleetRow[]): string {
  if (rows.length === 0) {
    return 'The catalog has no system of Ethereum nodes that you may read.';
  }
  return [
    '| system | state | written by | files | conflicts | |',
    '|---|---|---|---|---|---|',
    ...rows.map(row =>
      [
        '',
        row.entityRef,
        row.state,
        row.from,
        row.files,
        row.conflicts,
        row.proposed || cell(row.reason),
        '',
      ]
        .join(' | ')
        .trim(),
    ),
  ].join('\n');
}

function cell(text: string): string {
  return text
    .replace(/[\\|<>]/g, '\\$&')
    .replace(/\s+/g, ' ')
    .slice(0, 300);
}
