import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { exampleRequest } from './exampleRequest';
import { acceptedPlan, requestInput } from './request';

/** Registers `plan-ethereum-nodes` for MCP clients: the judgement of `ethereum:node:plan`, without a task. */
export function registerPlanAction(registry: ActionsRegistryService): void {
  registry.register({
    name: 'plan-ethereum-nodes',
    title: 'Plan Ethereum nodes',
    description:
      'Validates a request for new Ethereum nodes and sizes it. Creates nothing. An invalid request is refused with every problem at once, each with field, reason and fix.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    examples: [
      { title: 'A node on Sepolia', input: { request: exampleRequest } },
    ],
    schema: {
      input: z => z.object({ request: requestInput(z) }).strict(),
      output: z =>
        z.object({
          nodes: z.array(
            z.object({
              name: z.string(),
              execution: z.string(),
              consensus: z.string().optional(),
              history: z.string(),
              storageGi: z.number().optional().describe('GiB'),
              memoryGi: z.number().describe('GiB'),
            }),
          ),
          storageGi: z
            .number()
            .optional()
            .describe(
              'Disk of one environment in GiB; absent where a figure is unknown',
            ),
          memoryGi: z.number().describe('Memory of one environment in GiB'),
          warnings: z.array(z.string()),
        }),
    },
    action: async ({ input }) => {
      const { nodes, totals, warnings } = acceptedPlan(input.request);
      return {
        output: {
          nodes,
          storageGi: totals.storageGi,
          memoryGi: totals.memoryGi,
          warnings: warnings.map(
            ({ reason, advice }) => `${reason}. ${advice}`,
          ),
        },
      };
    },
  });
}
