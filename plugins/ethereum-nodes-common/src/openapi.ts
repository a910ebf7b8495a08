/**
 * The REST contract of the ethereum-nodes backend.
 *
 * The backend's router refuses requests that do not match it, its tests hold every answer against it, and the backend
 * serves it at `/openapi.json`.
 *
 * @packageDocumentation
 */

import { nodeChangeKinds } from './types';

const nodeState = {
  type: 'string',
  description: 'States of a node, worst first.',
  enum: [
    'WRONG_NETWORK',
    'UNREACHABLE',
    'WAITING_FOR_CL',
    'STALLED',
    'BEHIND',
    'SYNCING',
    'NETWORK_STALL',
    'UNKNOWN',
    'MAINTENANCE',
    'INDEXING',
    'SYNCED',
  ],
} as const;

const time = { type: 'string', format: 'date-time' } as const;

/** A sentence as data, beside its English: so that a page can word it in its reader's language and time zone. */
const message = { $ref: '#/components/schemas/Message' } as const;
const link = { type: 'string' } as const;

const nodeProperties = {
  id: { type: 'string', example: 'production-eu~payments-eth~geth-0' },
  source: { type: 'string', example: 'kubernetes' },
  name: { type: 'string' },
  role: { type: 'string', example: 'serve' },
  readyReplicas: {
    type: 'integer',
    description: 'Of a pool: pods that callers are led to.',
  },
  replicas: {
    type: 'integer',
    description: 'Of a pool: pods that there should be.',
  },
  cluster: { type: 'string' },
  namespace: { type: 'string' },
  network: { type: 'string', example: 'sepolia' },
  executionClient: { type: 'string', example: 'geth' },
  consensusClient: { type: 'string', example: 'lighthouse' },
  executionVersion: { type: 'string' },
  consensusVersion: { type: 'string' },
  ownerRef: { type: 'string', example: 'group:default/payments' },
  entityRef: { type: 'string', example: 'component:default/payments-eth' },
  callersUrl: {
    type: 'string',
    description: 'URL by which applications call it.',
  },
  seriesName: {
    type: 'string',
    description:
      'Value of the label `node` on its series and alerts; its name where absent.',
  },
  state: nodeState,
  ready: { type: 'boolean' },
  since: time,
  summary: { type: 'string' },
  summaryCoded: message,
  headNumber: { type: 'integer' },
  headTime: time,
  syncRate: {
    type: 'number',
    description: 'Chain seconds gained per wall second.',
  },
  executionPeers: { type: 'integer' },
  consensusPeers: { type: 'integer' },
  forkReady: { type: 'boolean' },
  forkNotReady: { type: 'boolean', deprecated: true },
  finalizing: {
    type: 'boolean',
    description:
      'Whether the chain that the node follows finalizes; absent when it cannot be determined.',
  },
  lastSeen: time,
  pollError: { type: 'string' },
  pollErrorCoded: message,
  snapshots: {
    type: 'object',
    description: 'In lists: whether the node could be restored, and to when.',
    additionalProperties: false,
    required: ['status', 'storeFailing'],
    properties: {
      status: {
        type: 'string',
        enum: ['verified', 'failing', 'unverified', 'none', 'unknown'],
      },
      blockTime: {
        ...time,
        description: 'Of the block of the newest verified snapshot.',
      },
      storeFailing: { type: 'boolean' },
    },
  },
} as const;

const nodeRequired = [
  'id',
  'source',
  'name',
  'network',
  'state',
  'ready',
  'since',
  'summary',
  'forkReady',
] as const;

const filter = (name: string, description: string) =>
  ({
    name,
    in: 'query',
    description,
    required: false,
    schema: {
      type: 'array',
      maxItems: 100,
      items: { type: 'string', maxLength: 500 },
    },
  } as const);

/** Of the filter by states: no other is taken. */
const states = { type: 'array', maxItems: 100, items: nodeState } as const;

const nodeId = {
  name: 'id',
  in: 'path',
  required: true,
  schema: { type: 'string' },
} as const;

/**
 * Either: the backend's HTTP service authenticates every request before the validator sees it, and knows more ways than a
 * bearer token.
 */
const security = [{}, { JWT: [] }] as const;

const error = {
  description: 'An error as @backstage/errors serializes it.',
  content: {
    'application/json': { schema: { $ref: '#/components/schemas/Error' } },
  },
} as const;

/** @public */
export const ethereumNodesOpenApi = {
  openapi: '3.0.3',
  info: {
    title: 'ethereum-nodes',
    version: '1',
    description:
      'Ethereum nodes that the caller may see, how they are and how they have been.',
    license: {
      name: 'Apache-2.0',
      url: 'https://www.apache.org/licenses/LICENSE-2.0.html',
    },
    contact: {},
  },
  servers: [{ url: '/' }],
  paths: {
    '/nodes': {
      get: {
        operationId: 'ListNodes',
        description:
          'A page of nodes, worst first by default. Filters given several times mean "any of".',
        security,
        parameters: [
          { ...filter('state', 'Node state'), schema: states },
          filter('network', 'Network name'),
          filter('cluster', 'Kubernetes cluster name'),
          filter('owner', 'Entity reference of the owner'),
          filter('client', 'Name of the execution or consensus client'),
          filter('entityRef', 'Catalog entity that the node belongs to'),
          {
            name: 'q',
            in: 'query',
            description: 'Free text over name, cluster and namespace',
            required: false,
            schema: { type: 'string', maxLength: 200 },
          },
          {
            name: 'orderBy',
            in: 'query',
            required: false,
            schema: {
              type: 'string',
              enum: ['severity', 'name', 'network', 'head', 'since'],
            },
          },
          {
            name: 'order',
            in: 'query',
            required: false,
            schema: { type: 'string', enum: ['asc', 'desc'] },
          },
          {
            name: 'cursor',
            in: 'query',
            description: '`nextCursor` of the page before',
            required: false,
            schema: { type: 'string', maxLength: 4000 },
          },
          {
            name: 'limit',
            in: 'query',
            required: false,
            schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
          },
        ],
        responses: {
          '200': {
            description: 'A page of nodes',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/NodePage' },
              },
            },
          },
          default: error,
        },
      },
    },
    '/nodes/{id}': {
      get: {
        operationId: 'GetNode',
        description: 'One node with its verdict and newest sample.',
        security,
        parameters: [nodeId],
        responses: {
          '200': {
            description: 'The node',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/NodeDetail' },
              },
            },
          },
          default: error,
        },
      },
    },
    '/nodes/{id}/history': {
      get: {
        operationId: 'GetNodeHistory',
        description:
          'State transitions and down-sampled points of one node, oldest first.',
        security,
        parameters: [
          nodeId,
          {
            name: 'hours',
            in: 'query',
            required: false,
            schema: { type: 'number', minimum: 1, maximum: 2160, default: 24 },
          },
        ],
        responses: {
          '200': {
            description: 'The history',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/NodeHistory' },
              },
            },
          },
          default: error,
        },
      },
    },
    '/nodes/{id}/timeline': {
      get: {
        operationId: 'GetNodeTimeline',
        description:
          'What happened to one node, newest first: the states that it came into, and what changed about it. Kept for 90 days.',
        security,
        parameters: [
          nodeId,
          {
            name: 'cursor',
            in: 'query',
            description: '`nextCursor` of the page before',
            required: false,
            schema: { type: 'string', maxLength: 400 },
          },
          {
            name: 'limit',
            in: 'query',
            required: false,
            schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
          },
        ],
        responses: {
          '200': {
            description: 'A page of the timeline',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/NodeTimeline' },
              },
            },
          },
          default: error,
        },
      },
    },
    '/nodes/{id}/snapshots': {
      get: {
        operationId: 'GetNodeSnapshots',
        description:
          'Snapshots that the node can be restored from, the highest block first.',
        security,
        parameters: [nodeId],
        responses: {
          '200': {
            description: 'The snapshots',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/NodeSnapshots' },
              },
            },
          },
          default: error,
        },
      },
    },
    '/declared': {
      get: {
        operationId: 'ListDeclared',
        description:
          'Catalog entities that are nodes and that no source reports, as far as the caller may see them in the catalog.',
        security,
        parameters: [filter('entityRef', 'Only these catalog entities')],
        responses: {
          '200': {
            description: 'The entities, by name',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/DeclaredEntities' },
              },
            },
          },
          default: error,
        },
      },
    },
    '/fleet': {
      get: {
        operationId: 'GetFleet',
        description:
          'The fleet in numbers, over the nodes that the caller may see.',
        security,
        parameters: [],
        responses: {
          '200': {
            description: 'The summary',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/FleetSummary' },
              },
            },
          },
          default: error,
        },
      },
    },
  },
  components: {
    securitySchemes: {
      JWT: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
    },
    schemas: {
      Error: {
        type: 'object',
        required: ['error'],
        properties: {
          error: {
            type: 'object',
            required: ['name', 'message'],
            properties: {
              name: { type: 'string' },
              message: { type: 'string' },
            },
          },
        },
      },
      Message: {
        type: 'object',
        additionalProperties: false,
        description:
          'A code of `fleetMessages` and its parameters: instants in ISO 8601 and UTC, durations in seconds, sizes in bytes. A code that a reader does not know stands beside a sentence that says the same.',
        required: ['code', 'params'],
        properties: {
          code: { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9_-]{0,63}$' },
          params: {
            type: 'object',
            maxProperties: 12,
            description:
              'Texts of 1000 characters at most, numbers, and messages within this one, six deep at most: `messageSchema` of @nodeyard/ethereum.',
          },
        },
      },
      Node: {
        type: 'object',
        additionalProperties: false,
        required: nodeRequired,
        properties: nodeProperties,
      },
      NodePage: {
        type: 'object',
        required: ['items', 'totalItems'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/Node' },
          },
          totalItems: { type: 'integer' },
          nextCursor: { type: 'string' },
        },
        additionalProperties: false,
      },
      NodeDetail: {
        type: 'object',
        additionalProperties: false,
        required: [
          ...nodeRequired,
          'links',
          'pollIntervalSeconds',
          'secondsPerSlot',
        ],
        properties: {
          ...nodeProperties,
          links: {
            type: 'object',
            additionalProperties: false,
            description:
              'Where to look next, of what is configured and what the node has the names for.',
            properties: {
              runbook: link,
              dashboard: link,
              logs: link,
              alerts: link,
              silence: link,
            },
          },
          verdict: { $ref: '#/components/schemas/Verdict' },
          sample: { $ref: '#/components/schemas/NodeSample' },
          pollIntervalSeconds: { type: 'number' },
          secondsPerSlot: { type: 'number' },
        },
      },
      Verdict: {
        type: 'object',
        additionalProperties: false,
        description:
          'The judgement of a node and what it rests on; `verdictSchema` of @nodeyard/ethereum.',
        required: [
          'state',
          'ready',
          'since',
          'summary',
          'reasons',
          'evidence',
          'forks',
          'forkReady',
          'runbook',
        ],
        properties: {
          state: nodeState,
          ready: { type: 'boolean' },
          since: {
            type: 'number',
            description: 'Milliseconds since the epoch.',
          },
          summary: { type: 'string' },
          summaryCoded: message,
          reasons: { type: 'array', items: { type: 'string' }, maxItems: 100 },
          reasonsCoded: {
            type: 'array',
            description: '`reasons` as data, one for each.',
            maxItems: 100,
            items: message,
          },
          evidence: {
            type: 'object',
            additionalProperties: { type: 'number' },
          },
          progress: {
            type: 'object',
            additionalProperties: false,
            required: ['currentBlock', 'highestBlock'],
            properties: {
              currentBlock: { type: 'number' },
              highestBlock: { type: 'number' },
              etaSeconds: { type: 'number' },
            },
          },
          networkProof: {
            type: 'string',
            enum: ['genesis', 'fork-id', 'before'],
            description:
              'What shows, beside the chain ID, that the node is on its network.',
          },
          forks: {
            type: 'array',
            items: { $ref: '#/components/schemas/ForkReadiness' },
          },
          forkReady: { type: 'boolean' },
          forkNotReady: { type: 'boolean', deprecated: true },
          finality: {
            type: 'object',
            additionalProperties: false,
            required: ['distanceEpochs', 'detail'],
            properties: {
              distanceEpochs: {
                type: 'integer',
                description: 'From the finalized epoch to the present one.',
              },
              finalizing: { type: 'boolean' },
              detail: { type: 'string' },
              detailCoded: message,
            },
          },
          maintenance: {
            type: 'object',
            additionalProperties: false,
            description: 'Why the node is out of service on purpose.',
            required: ['kind', 'by', 'since', 'until'],
            properties: {
              kind: {
                type: 'string',
                enum: ['snapshot', 'upgrade', 'restore', 'resync'],
              },
              by: { type: 'string' },
              since: {
                type: 'number',
                description: 'Milliseconds since the epoch.',
              },
              until: {
                type: 'number',
                description:
                  'Milliseconds since the epoch: from then on the node is judged as any other.',
              },
            },
          },
          runbook: { type: 'string' },
        },
      },
      ForkReadiness: {
        type: 'object',
        additionalProperties: false,
        required: ['layer', 'verdict', 'detail'],
        properties: {
          layer: { type: 'string', enum: ['execution', 'consensus'] },
          verdict: {
            type: 'string',
            enum: ['READY', 'MISSING', 'MISMATCH', 'UNKNOWN', 'NONE_SCHEDULED'],
          },
          fork: { type: 'string' },
          time: { type: 'integer', description: 'Seconds since the epoch.' },
          detail: { type: 'string' },
          detailCoded: message,
        },
      },
      NodeSample: {
        type: 'object',
        additionalProperties: false,
        description:
          'One look at a node; `nodeSampleSchema` of @nodeyard/ethereum.',
        required: ['at', 'execution', 'consensus'],
        properties: {
          at: { type: 'number', description: 'Milliseconds since the epoch.' },
          execution: { $ref: '#/components/schemas/Reply' },
          consensus: { $ref: '#/components/schemas/Reply' },
          disk: {
            type: 'object',
            additionalProperties: false,
            required: ['usedBytes', 'totalBytes'],
            properties: {
              usedBytes: { type: 'number' },
              totalBytes: { type: 'number' },
            },
          },
        },
      },
      Reply: {
        type: 'object',
        additionalProperties: false,
        description: 'What a client answered, or why it did not.',
        required: ['kind'],
        properties: {
          kind: { type: 'string', enum: ['ok', 'failed', 'not-configured'] },
          ms: { type: 'number' },
          value: { type: 'object' },
          reason: {
            type: 'string',
            enum: [
              'refused',
              'network',
              'timeout',
              'http',
              'auth',
              'invalid-response',
              'rpc-error',
            ],
          },
          detail: { type: 'string' },
        },
      },
      NodeHistory: {
        type: 'object',
        required: ['transitions', 'points'],
        properties: {
          transitions: {
            type: 'array',
            items: {
              type: 'object',
              additionalProperties: false,
              required: ['state', 'at', 'summary'],
              properties: {
                state: nodeState,
                at: { ...time, description: 'When it was concluded.' },
                since: { ...time, description: 'When it began.' },
                summary: { type: 'string' },
                summaryCoded: message,
              },
            },
          },
          points: {
            type: 'array',
            items: {
              type: 'object',
              additionalProperties: false,
              required: ['at', 'state'],
              properties: {
                at: time,
                state: nodeState,
                headNumber: { type: 'integer' },
                headAgeSeconds: { type: 'number' },
                executionPeers: { type: 'integer' },
              },
            },
          },
        },
        additionalProperties: false,
      },
      NodeTimeline: {
        type: 'object',
        additionalProperties: false,
        required: ['items'],
        properties: {
          items: {
            type: 'array',
            items: {
              oneOf: [
                { $ref: '#/components/schemas/TimelineTransition' },
                { $ref: '#/components/schemas/TimelineChange' },
              ],
            },
          },
          nextCursor: { type: 'string' },
        },
      },
      TimelineTransition: {
        type: 'object',
        additionalProperties: false,
        required: ['type', 'at', 'state', 'summary'],
        properties: {
          type: { type: 'string', enum: ['transition'] },
          at: time,
          since: {
            ...time,
            description:
              'When it began, as far as was seen: of a stall when the head stopped.',
          },
          state: nodeState,
          summary: { type: 'string' },
          summaryCoded: message,
          nextAt: {
            ...time,
            description:
              'When it came into its next state; absent while it is in this one.',
          },
        },
      },
      TimelineChange: {
        type: 'object',
        additionalProperties: false,
        required: ['type', 'at', 'kind', 'subject'],
        properties: {
          type: { type: 'string', enum: ['change'] },
          at: time,
          kind: {
            type: 'string',
            enum: nodeChangeKinds,
          },
          subject: {
            type: 'string',
            description:
              '`execution` and `consensus` for clients; names of containers, pods and settings otherwise.',
          },
          before: { type: 'string' },
          after: { type: 'string' },
          cause: { type: 'string', example: 'OOMKilled (137)' },
          nextAt: {
            ...time,
            description:
              'When the node came into its next state; absent when it has not since.',
          },
        },
      },
      NodeSnapshots: {
        type: 'object',
        additionalProperties: false,
        required: ['stores', 'items'],
        properties: {
          stores: {
            type: 'array',
            items: { $ref: '#/components/schemas/SnapshotStoreStatus' },
          },
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/NodeSnapshot' },
          },
        },
      },
      SnapshotStoreStatus: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'problems'],
        properties: {
          name: { type: 'string' },
          lastSuccess: time,
          error: { type: 'string' },
          problems: { type: 'array', items: { type: 'string' } },
        },
      },
      NodeSnapshot: {
        type: 'object',
        additionalProperties: false,
        required: [
          'store',
          'id',
          'clientVersion',
          'blockNumber',
          'blockHash',
          'blockTime',
          'createdAt',
          'sizeBytes',
          'newBytes',
          'latest',
          'restoreCommand',
        ],
        properties: {
          store: { type: 'string' },
          id: { type: 'string' },
          clientVersion: { type: 'string' },
          history: { type: 'string' },
          blockNumber: { type: 'integer' },
          blockHash: { type: 'string' },
          blockTime: time,
          createdAt: time,
          sizeBytes: { type: 'integer' },
          newBytes: { type: 'integer' },
          latest: { type: 'boolean' },
          verification: {
            type: 'object',
            additionalProperties: false,
            required: ['result', 'at', 'clientVersion'],
            properties: {
              result: { type: 'string', enum: ['passed', 'failed'] },
              at: time,
              clientVersion: { type: 'string' },
            },
          },
          restoreCommand: { type: 'string' },
        },
      },
      DeclaredEntities: {
        type: 'object',
        required: ['items', 'more'],
        properties: {
          items: {
            type: 'array',
            items: {
              type: 'object',
              required: ['entityRef', 'title'],
              properties: {
                entityRef: { type: 'string' },
                title: { type: 'string' },
                ownerRef: { type: 'string' },
                problem: {
                  type: 'string',
                  description:
                    'What is wrong with its annotations; absent for one that waits to be deployed.',
                },
                problemCoded: message,
              },
            },
          },
          more: {
            type: 'boolean',
            description: 'Whether there are more than these.',
          },
        },
      },
      FleetSummary: {
        type: 'object',
        required: ['total', 'ready', 'byState', 'byNetwork', 'clusters'],
        properties: {
          total: { type: 'integer' },
          ready: { type: 'integer' },
          byState: {
            type: 'object',
            additionalProperties: { type: 'integer' },
          },
          byNetwork: {
            type: 'array',
            items: {
              type: 'object',
              additionalProperties: false,
              required: ['network', 'total', 'ready', 'executionClients'],
              properties: {
                network: { type: 'string' },
                total: { type: 'integer' },
                ready: { type: 'integer' },
                executionClients: {
                  type: 'object',
                  additionalProperties: { type: 'integer' },
                },
              },
            },
          },
          clusters: {
            type: 'array',
            items: { $ref: '#/components/schemas/ClusterStatus' },
          },
        },
        additionalProperties: false,
      },
      ClusterStatus: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'status', 'nodes'],
        properties: {
          name: { type: 'string' },
          status: {
            type: 'string',
            enum: ['ok', 'unreachable', 'unauthorized', 'error'],
          },
          error: { type: 'string' },
          errorCoded: message,
          lastSuccess: time,
          nodes: { type: 'integer' },
        },
      },
    },
  },
} as const;
