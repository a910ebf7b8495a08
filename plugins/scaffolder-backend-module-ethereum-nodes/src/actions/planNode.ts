import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { formatHistory, snapshotSentences } from '@nodeyard/blueprint';
import type { HostState } from '../hosts/hosts';
import { allowedRepositories } from '../localRepositories/config';
import type { LocalRepositories } from '../localRepositories/config';
import { examples } from './planNode.examples';
import { acceptedAnswers, acceptedPlan, requestInput } from './request';

interface Options {
  /** If absent, requests for local publishing are refused. */
  repositories: LocalRepositories | undefined;
  /** Hosts that the form may publish to. */
  hosts?: readonly HostState[];
}

/** `ethereum:node:plan`: validates a request and sizes it. Has no effects, so a dry run executes it as well. */
export function createPlanNodeAction({ repositories, hosts = [] }: Options) {
  return createTemplateAction({
    id: 'ethereum:node:plan',
    description:
      'Validates a request for Ethereum nodes and sizes it. Fails with every problem at once, each with field, reason and fix.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        request: z => requestInput(z).optional(),
        answers: z =>
          z
            .record(z.any())
            .describe(
              'Instead of a request, the answers of the form "Create Ethereum Node": ${{ parameters }}. Refused are also a host to which this Backstage cannot publish, and questions of another version of the form',
            )
            .optional(),
        publishLocally: z =>
          z
            .boolean()
            .describe(
              'Whether ethereum:publish:local comes later: where that is switched off, the task ends here, before anything is written. Default: false',
            )
            .optional(),
      },
      output: {
        request: z =>
          z
            .record(z.any())
            .describe(
              'The request, checked, with its owner written out in full',
            ),
        nodes: z =>
          z
            .array(
              z.object({
                name: z.string().describe('Name of release and StatefulSet'),
                component: z
                  .string()
                  .describe('Name of the Component in the catalog'),
                execution: z.string(),
                consensus: z
                  .string()
                  .optional()
                  .describe('Absent for a client that brings its own'),
                history: z.string(),
                storageGi: z
                  .number()
                  .optional()
                  .describe(
                    'Disk of both clients in GiB, where a figure is known',
                  ),
                memoryGi: z
                  .number()
                  .describe('Memory of both clients in GiB, as on mainnet'),
              }),
            )
            .describe('The nodes as they will be deployed'),
        storageGi: z =>
          z
            .number()
            .optional()
            .describe(
              'Disk of one environment in GiB, where all figures are known',
            ),
        memoryGi: z => z.number().describe('Memory of one environment in GiB'),
        warnings: z =>
          z
            .array(z.string())
            .describe('Properties of the request that its author should check'),
        systemRef: z =>
          z
            .string()
            .describe(
              'Entity reference of the System that the repository describes',
            ),
        componentRefs: z =>
          z
            .array(z.string())
            .describe('Entity references of the nodes, and of the pool'),
      },
    },
    async handler(ctx) {
      if (ctx.input.publishLocally) allowedRepositories(repositories);
      const { answers } = ctx.input;
      const plan =
        answers === undefined
          ? acceptedPlan(ctx.input.request)
          : acceptedAnswers(answers, hosts);
      const { request, nodes, pool, totals, warnings } = plan;
      for (const node of nodes) {
        ctx.logger.info(
          `${node.component}: ${node.execution} with ${
            node.consensus ?? 'its own consensus'
          }, history ${formatHistory(node)}`,
        );
      }
      if (pool) {
        ctx.logger.info(
          `${pool.component}: ${pool.min} to ${pool.max} nodes of ${pool.execution} for callers`,
        );
      }
      ctx.logger.info(
        `Each environment needs ${pool ? 'at most ' : ''}${
          totals.storageGi ?? 'an unknown number of'
        } GiB of disk`,
      );
      snapshotSentences(plan).forEach(words => ctx.logger.info(words));
      const texts = warnings.map(
        ({ reason, advice }) => `${reason}. ${advice}`,
      );
      texts.forEach(text => ctx.logger.warn(text));
      ctx.output('request', request);
      ctx.output(
        'nodes',
        nodes.map(node => ({
          name: node.name,
          component: node.component,
          execution: node.execution,
          consensus: node.consensus,
          history: node.history,
          storageGi: node.storageGi,
          memoryGi: node.memoryGi,
        })),
      );
      ctx.output('storageGi', totals.storageGi);
      ctx.output('memoryGi', totals.memoryGi);
      ctx.output('warnings', texts);
      ctx.output('systemRef', `system:default/${request.name}`);
      ctx.output(
        'componentRefs',
        [...nodes, ...(pool ? [pool] : [])].map(
          ({ component }) => `component:default/${component}`,
        ),
      );
    },
  });
}
