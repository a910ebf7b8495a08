import type {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { ResponseError } from '@backstage/errors';
import type {
  EthereumNodesApi,
  RequestOptions,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import {
  nodeStates,
  runbookAnchor,
  stateFacts,
  stateTerms,
} from '@nodeyard/ethereum';
import type { z as zod } from 'zod/v3';

const READ_ONLY = { readOnly: true, destructive: false, idempotent: true };
/** Nodes of one answer: what a language model reads at once. */
const MAX_NODES = 100;
const MAX_FILTERS = 50;
const MAX_TEXT = 2000;

/**
 * Registers the actions of this plugin, which MCP clients and scaffolder templates call.
 *
 * They call the REST API on behalf of their caller, and thus have its permissions, limits, audit events and errors.
 */
export function registerActions(
  registry: ActionsRegistryService,
  { api, auth }: { api: EthereumNodesApi; auth: AuthService },
): void {
  /** @throws the error of the REST API, as if it were that of the action */
  const call = async <Answer>(
    credentials: BackstageCredentials,
    send: (options: RequestOptions) => Promise<Answer>,
  ): Promise<Answer> => {
    const { token } = await auth.getPluginRequestToken({
      onBehalfOf: credentials,
      targetPluginId: 'ethereum-nodes',
    });
    try {
      return await send({ token });
    } catch (error) {
      throw error instanceof ResponseError ? error.cause : error;
    }
  };

  registry.register({
    name: 'list-nodes',
    title: 'List Ethereum nodes',
    description:
      'Lists Ethereum nodes that you may see with their state, worst first. A filter with several values matches any of them. A page has at most 100 nodes; `nextCursor` continues it.',
    attributes: READ_ONLY,
    schema: {
      input: z =>
        z
          .object({
            state: filter(z, z.enum(nodeStates)).describe('States'),
            network: texts(z).describe('Networks, such as mainnet'),
            cluster: texts(z).describe('Kubernetes clusters'),
            owner: texts(z).describe(
              'Full entity references of owners, such as group:default/payments',
            ),
            client: texts(z).describe('Execution or consensus clients'),
            search: z
              .string()
              .max(200)
              .optional()
              .describe('Text within name, cluster or namespace'),
            limit: z.number().int().min(1).max(MAX_NODES).default(50),
            cursor: z
              .string()
              .max(4000)
              .optional()
              .describe('`nextCursor` of the page before'),
          })
          .strict(),
      output: z =>
        z.object({
          nodes: z.array(nodeSchema(z)),
          totalItems: z.number().describe('Matching nodes of all pages'),
          nextCursor: z.string().optional(),
        }),
    },
    action: async ({ input: { search, ...query }, credentials }) => {
      const page = await call(credentials, options =>
        api.listNodes({ ...query, q: search }, options),
      );
      const { items, totalItems, nextCursor } = page;
      return {
        output: { nodes: items, totalItems, nextCursor },
      };
    },
  });

  registry.register({
    name: 'get-node-health',
    title: 'Get the health of an Ethereum node',
    description:
      'State of one Ethereum node with the reasons for it, its head and peers, and the section of the runbook with the next steps.',
    attributes: READ_ONLY,
    schema: {
      input: nodeInput,
      output: z =>
        nodeSchema(z).extend({
          reasons: z
            .array(z.string())
            .describe('Evidence for the state; empty before the first probe'),
          runbook: z.string().optional().describe('URL'),
          pollError: z
            .string()
            .optional()
            .describe('Why the newest poll returned no verdict'),
        }),
    },
    action: async ({ input, credentials }) => {
      const node = await call(credentials, options =>
        api.getNode(input.id, options),
      );
      return {
        output: {
          ...node,
          reasons: node.verdict?.reasons ?? [],
          runbook: node.links.runbook,
          pollError: node.pollError,
        },
      };
    },
  });

  registry.register({
    name: 'explain-node-state',
    title: 'Explain a state of Ethereum nodes',
    description:
      'What a state of Ethereum nodes means, and whether a node in it is ready for requests.',
    attributes: READ_ONLY,
    schema: {
      input: z => z.object({ state: z.enum(nodeStates) }).strict(),
      output: z =>
        z.object({
          state: z.enum(nodeStates),
          term: z.string(),
          meaning: z
            .string()
            .describe('Condition under which a node is in the state'),
          ready: z
            .enum(['no', 'yes', 'keeps its last'])
            .describe('Whether a node in the state is ready for requests'),
          severity: z
            .number()
            .describe('Position among the states, of which 1 is the worst'),
          runbookSection: z
            .string()
            .describe('Anchor of its section in the runbook of node states'),
        }),
    },
    action: async ({ input: { state } }) => ({
      output: {
        state,
        term: stateTerms[state],
        meaning: stateFacts[state].meaning,
        ready: stateFacts[state].ready,
        severity: nodeStates.indexOf(state) + 1,
        runbookSection: runbookAnchor(state),
      },
    }),
  });

  registry.register({
    name: 'list-snapshots',
    title: 'List snapshots for an Ethereum node',
    description:
      'Snapshots that an Ethereum node can be restored from, the highest block first, each with the result of its verification and the command that restores it.',
    attributes: READ_ONLY,
    schema: {
      input: z =>
        nodeInput(z).extend({
          limit: z.number().int().min(1).max(MAX_NODES).default(10),
        }),
      output: z =>
        z.object({
          snapshots: z.array(
            z.object({
              id: z.string(),
              store: z.string(),
              blockNumber: z.number(),
              blockTime: z.string().describe('ISO 8601'),
              createdAt: z.string().describe('ISO 8601'),
              sizeBytes: z.number(),
              latest: z.boolean(),
              verification: z
                .enum(['passed', 'failed'])
                .optional()
                .describe('Absent if no client was booted from it'),
              restoreCommand: z.string(),
            }),
          ),
          totalItems: z.number(),
          storeErrors: z
            .array(z.string())
            .describe('Stores whose newest read failed, with the reason'),
        }),
    },
    action: async ({ input: { id, limit }, credentials }) => {
      const { items, stores } = await call(credentials, options =>
        api.getSnapshots(id, options),
      );
      return {
        output: {
          snapshots: items.slice(0, limit).map(item => ({
            ...item,
            verification: item.verification?.result,
          })),
          totalItems: items.length,
          storeErrors: stores.flatMap(({ name, error }) =>
            error === undefined ? [] : [`${name}: ${error}`],
          ),
        },
      };
    },
  });

  registry.register({
    name: 'request-snapshot',
    title: 'Request a snapshot of an Ethereum node',
    description:
      'Has a snapshot of an Ethereum node made now. The node is stopped for it, for minutes to hours depending on its strategy. Needs the permission ethereum-nodes.snapshot.create. Answers before the snapshot is done; another request is refused until the run has ended.',
    attributes: { readOnly: false, destructive: true, idempotent: false },
    schema: {
      input: nodeInput,
      output: z =>
        z.object({
          cluster: z.string(),
          namespace: z.string(),
          job: z.string().describe('Job that makes the snapshot'),
          cronJob: z.string().describe('CronJob that the Job was made from'),
          requestedBy: z.string(),
          logsCommand: z.string().describe('Follows the log of the run'),
        }),
    },
    action: async ({ input, credentials }) => ({
      output: await call(credentials, options =>
        api.requestSnapshot(input.id, options),
      ),
    }),
  });
}

function filter<T extends zod.ZodTypeAny>(z: typeof zod, item: T) {
  return z.array(item).max(MAX_FILTERS).optional();
}

function texts(z: typeof zod) {
  return filter(z, z.string().max(500));
}

function nodeInput(z: typeof zod) {
  return z
    .object({
      id: z
        .string()
        .min(1)
        .max(MAX_TEXT)
        .describe('ID of the node, from list-nodes'),
    })
    .strict();
}

/** Fields of a node in answers; the registry removes the others. */
function nodeSchema(z: typeof zod) {
  return z.object({
    id: z.string(),
    name: z.string(),
    network: z.string(),
    cluster: z.string().optional(),
    namespace: z.string().optional(),
    ownerRef: z.string().optional(),
    entityRef: z.string().optional(),
    executionClient: z.string().optional(),
    consensusClient: z.string().optional(),
    state: z.enum(nodeStates),
    ready: z.boolean(),
    since: z.string().describe('When the state began, in ISO 8601'),
    summary: z.string().describe('The state in one sentence'),
    headNumber: z.number().optional(),
    headTime: z.string().optional().describe('ISO 8601'),
    executionPeers: z.number().optional(),
    consensusPeers: z.number().optional(),
  });
}
