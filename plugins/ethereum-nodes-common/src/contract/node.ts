import {
  messageSchema,
  nodeSampleSchema,
  verdictSchema,
} from '@nodeyard/ethereum';
import { z } from 'zod';
import { MAX_NODE_LIMIT } from './limits';
import {
  count,
  nextCursor,
  nodeStateSchema,
  number,
  text,
  time,
} from './scalars';
import { snapshotFreshnessSchema } from './snapshots';

/** Where a node was found: a source of the backend, or one that a module adds. @public */
export type NodeSource = 'kubernetes' | 'static' | 'annotation' | (string & {});

const source: z.ZodType<NodeSource> = text;

const forkNotReady = z
  .boolean()
  .optional()
  .describe('The opposite of `forkReady`.')
  .meta({ deprecated: true });

/** @public */
export const nodeSchema = z
  .object({
    id: text.describe(
      '`<cluster>~<namespace>~<workload>` in Kubernetes, `<cluster>~<namespace>~pod:<pod>` for a node of another chart, `entity~<kind>~<namespace>~<name>` for a node that an entity declares, `static~<name>` for a node of `app-config.yaml`. Does not change on restarts; one URL path segment.',
    ),
    source: source.describe('Source that found the node.'),
    name: text.describe('Name to show: of the workload or the configuration.'),
    role: text
      .optional()
      .describe(
        '`serve` for a pool of pods behind one Service, `sync` for a single node; absent for static nodes.',
      ),
    readyReplicas: count
      .optional()
      .describe('Pods of a pool that are ready and receive traffic.'),
    replicas: count.optional().describe('Desired pods of a pool.'),
    cluster: text
      .optional()
      .describe('Kubernetes cluster; absent for static nodes.'),
    namespace: text.optional(),
    network: text.describe(
      'Network name, or `chain-<id>` if the node reports a chain ID without a name.',
    ),
    executionClient: text.optional(),
    consensusClient: text.optional(),
    executionVersion: text.optional().describe('As the client reports it.'),
    consensusVersion: text.optional().describe('As the client reports it.'),
    ownerRef: text
      .optional()
      .describe('Entity reference of the owner, in lower case.'),
    entityRef: text
      .optional()
      .describe('Entity reference of the node, in lower case.'),
    callersUrl: text
      .optional()
      .describe('URL by which applications call the node.'),
    seriesName: text
      .optional()
      .describe(
        'Value of the label `node` of its series and alerts; its name where absent.',
      ),
    state: nodeStateSchema.describe(
      '`UNKNOWN` until the first probe, and once the newest one is too old.',
    ),
    ready: z.boolean(),
    since: time.describe(
      'When the state began, as far as it was observed; of a fault when it began, not when it was concluded.',
    ),
    summary: text.describe('One sentence.'),
    summaryCoded: messageSchema
      .optional()
      .describe('`summary` as data; absent from older backends.'),
    headNumber: count.optional(),
    headTime: time.optional().describe('Timestamp of the head block.'),
    syncRate: number
      .optional()
      .describe('Chain seconds gained per wall second.'),
    executionPeers: count.optional(),
    consensusPeers: count.optional(),
    forkReady: z
      .boolean()
      .describe(
        'False if a client of the node does not know a fork of the network, or expects one that was withdrawn.',
      ),
    forkNotReady,
    nextFork: text
      .optional()
      .describe(
        'Name of the next fork of the network; absent if none is scheduled, or if no client of the node reports its forks.',
      ),
    nextForkTime: time.optional().describe('When that fork activates.'),
    diskUsedBytes: count
      .optional()
      .describe(
        'Used space of the disk of the execution client; absent without a sidecar.',
      ),
    diskTotalBytes: count.optional(),
    finalizing: z
      .boolean()
      .optional()
      .describe(
        'Whether the chain that the node follows finalizes; absent when it cannot be determined.',
      ),
    lastSeen: time
      .optional()
      .describe('Newest answer of any kind; absent before the first.'),
    pollError: text
      .optional()
      .describe('Why the newest poll returned no verdict.'),
    pollErrorCoded: messageSchema.optional(),
    snapshots: snapshotFreshnessSchema.optional(),
  })
  .describe('A node and its newest verdict.');

/** A node, its identity, and its newest verdict. @public */
export type EthereumNode = z.infer<typeof nodeSchema>;

/** @public */
export const nodeLinksSchema = z
  .object({
    runbook: text
      .optional()
      .describe("Section of the runbook for the node's state."),
    dashboard: text.optional(),
    logs: text.optional(),
    alerts: text.optional(),
    silence: text
      .optional()
      .describe("Form for a new silence with the node's labels."),
  })
  .describe(
    'URLs of `ethereumNodes.links` in `app-config.yaml` with the values of the node; absent where the node lacks a value of a placeholder.',
  );

/** Links of a node. @public */
export type NodeLinks = z.infer<typeof nodeLinksSchema>;

const { networkProof, maintenance } = verdictSchema.shape;

/** A verdict as the REST API returns it: with the former name beside `forkReady`. @public */
export const nodeVerdictSchema = verdictSchema
  .extend({
    networkProof: networkProof.describe(
      'Evidence, besides the chain ID, that the node is on its network.',
    ),
    maintenance: maintenance.describe(
      'Why the node is out of service on purpose, and until when.',
    ),
    forkNotReady,
  })
  .describe('The result of the judge, and the evidence that it rests on.');

/** @public */
export const nodeDetailSchema = nodeSchema
  .extend({
    verdict: nodeVerdictSchema.optional(),
    sample: nodeSampleSchema.optional().describe('The newest sample.'),
    links: nodeLinksSchema,
    pollIntervalSeconds: number.describe('Seconds between polls.'),
    secondsPerSlot: number.describe("Slot time of the node's network."),
  })
  .describe('A node with its verdict and newest sample.');

/** A node with its verdict and newest sample. @public */
export type EthereumNodeDetail = z.infer<typeof nodeDetailSchema>;

/** @public */
export const nodePageSchema = z.object({
  items: z.array(nodeSchema).max(MAX_NODE_LIMIT),
  totalItems: count,
  nextCursor,
});

/** A page of the node list. @public */
export type NodePage = z.infer<typeof nodePageSchema>;
