import { z } from 'zod';
import { MAX_NAMED_NODES } from './limits';
import { count, number, text, time } from './scalars';
import { snapshotFreshnessSchema } from './snapshots';

/** Networks and clients; far above those of any fleet. */
const MAX_GROUPS = 10_000;

const share = z.number().min(0).max(1);

const namedNode = z.object({
  id: text,
  name: text,
  network: text,
  ownerRef: text.optional(),
});

const countedClients = z
  .array(z.object({ client: text, nodes: count, share }))
  .max(MAX_GROUPS)
  .describe('Largest share first. A share is a part of 1.');

/** @public */
export const fleetDiversitySchema = z
  .object({
    networks: z
      .array(
        z.object({
          network: text,
          nodes: count,
          execution: countedClients,
          consensus: countedClients,
        }),
      )
      .max(MAX_GROUPS),
  })
  .describe(
    'Clients of the nodes that the caller may see, by network and layer. Nodes whose client is not known count as `unknown`; nodes without a consensus client are not counted in that layer.',
  );

/** Clients of the fleet, by network and layer. @public */
export type FleetDiversity = z.infer<typeof fleetDiversitySchema>;

/** @public */
export const fleetForksSchema = z
  .object({
    networks: z
      .array(
        z.object({
          network: text,
          fork: text.describe('Name of the next fork.'),
          time: time.describe('When the fork activates.'),
          ready: count,
          notReady: count,
          unknown: count.describe(
            'Nodes without a newest answer on their forks.',
          ),
          nodes: z
            .array(namedNode.extend({ executionVersion: text.optional() }))
            .max(MAX_NAMED_NODES)
            .describe('Nodes that are not ready, by name.'),
        }),
      )
      .max(MAX_GROUPS)
      .describe('Networks with a scheduled fork, the next one first.'),
  })
  .describe('Readiness for the next fork of each network.');

/** Readiness of the fleet for the next fork of each network. @public */
export type FleetForks = z.infer<typeof fleetForksSchema>;

/** @public */
export const fleetSnapshotsSchema = z
  .object({
    byStatus: z.partialRecord(snapshotFreshnessSchema.shape.status, count),
    withoutStore: count.describe(
      'Nodes without a configured store for their owner and client.',
    ),
    nodes: z
      .array(namedNode.extend({ snapshots: snapshotFreshnessSchema }))
      .max(MAX_NAMED_NODES)
      .describe(
        'Nodes with a store: those that cannot be restored first, then by the age of the newest verified snapshot.',
      ),
  })
  .describe('Whether the nodes can be restored, and to which time.');

/** Whether the nodes of the fleet can be restored, and to which time. @public */
export type FleetSnapshots = z.infer<typeof fleetSnapshotsSchema>;

/** @public */
export const fleetDisksSchema = z
  .object({
    known: count.describe('Nodes whose disk usage is known.'),
    unknown: count,
    nodes: z
      .array(
        namedNode.extend({
          usedBytes: count,
          totalBytes: count,
          bytesPerDay: number
            .optional()
            .describe(
              'Growth over the period of up to seven days that is known; absent for less than six hours.',
            ),
          daysLeft: number
            .min(0)
            .optional()
            .describe('At that growth; absent for a disk that does not grow.'),
        }),
      )
      .max(MAX_NAMED_NODES)
      .describe('The fewest days first, then the fullest.'),
  })
  .describe('Disks of execution clients, as sidecars measure them.');

/** Disks of the fleet. @public */
export type FleetDisks = z.infer<typeof fleetDisksSchema>;

/** @public */
export const fleetHeadsSchema = z
  .object({
    networks: z
      .array(
        z.object({
          network: text,
          status: z
            .enum(['advancing', 'stalled', 'unknown'])
            .describe(
              '`stalled`: no node has a fresh head, and nodes are in the state `NETWORK_STALL`. `unknown`: no node has a fresh head, which can be due to the nodes.',
            ),
          headNumber: count.optional(),
          headTime: time.optional().describe('Time of the newest head.'),
          responding: count.describe('Nodes that reported a head recently.'),
          fresh: count.describe('Nodes whose head is at most four slots old.'),
          notFinalizing: count.describe(
            'Nodes that follow a chain which does not finalize.',
          ),
        }),
      )
      .max(MAX_GROUPS)
      .describe('Stalled networks first.'),
  })
  .describe(
    'Newest head of each network over all nodes that the caller may see: a network that stalls differs from nodes that stall.',
  );

/** Newest head of each network. @public */
export type FleetHeads = z.infer<typeof fleetHeadsSchema>;

const money = z.number().min(0).max(Number.MAX_VALUE);

/** @public */
export const fleetCostSchema = z
  .object({
    prices: z
      .object({
        asOf: text.describe('Month in which the prices were looked up.'),
        currency: text.describe('Of all amounts, as in ISO 4217.'),
      })
      .optional()
      .describe('The price list; absent where none is configured.'),
    month: money
      .optional()
      .describe('Of all nodes; absent where no price list is configured.'),
    unknown: count.describe(
      'Nodes without known requests, such as those outside of Kubernetes.',
    ),
    owners: z
      .array(
        z.object({
          ownerRef: text.optional().describe('Absent for nodes without owner.'),
          nodes: count,
          month: money,
          budget: money.optional().describe('Per month, as configured.'),
        }),
      )
      .max(MAX_GROUPS)
      .describe('The most expensive first.'),
    nodes: z
      .array(namedNode.extend({ month: money }))
      .max(MAX_NAMED_NODES)
      .describe('The most expensive first.'),
  })
  .describe(
    'Price per month of what the pods of nodes request: CPU, memory and volumes.',
  );

/** Price of what nodes request. @public */
export type FleetCost = z.infer<typeof fleetCostSchema>;
