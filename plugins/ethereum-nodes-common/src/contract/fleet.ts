import { boundedRecord, messageSchema } from '@nodeyard/ethereum';
import { z } from 'zod';
import { count, nodeStateSchema, text, time } from './scalars';

/** Networks, clients and clusters; far above those of any fleet. */
const MAX_GROUPS = 10_000;

/** @public */
export const clusterStatusSchema = z
  .object({
    name: text,
    status: z.enum(['ok', 'unreachable', 'unauthorized', 'error']),
    error: text.optional().describe('The problem and its fix.'),
    errorCoded: messageSchema.optional(),
    lastSuccess: time.optional().describe('Newest discovery that succeeded.'),
    nodes: count,
  })
  .describe('Result of the newest discovery in a cluster.');

/** Result of the newest discovery in a cluster. @public */
export type ClusterStatus = z.infer<typeof clusterStatusSchema>;

/** @public */
export const fleetSummarySchema = z
  .object({
    total: count,
    ready: count,
    byState: z.partialRecord(nodeStateSchema, count),
    byNetwork: z
      .array(
        z.object({
          network: text,
          total: count,
          ready: count,
          executionClients: boundedRecord(text, count, MAX_GROUPS).describe(
            'Number of nodes by name of the execution client.',
          ),
        }),
      )
      .max(MAX_GROUPS),
    clusters: z.array(clusterStatusSchema).max(MAX_GROUPS),
  })
  .describe('Totals of the nodes that the caller may see.');

/** Totals of the nodes that the caller may see. @public */
export type FleetSummary = z.infer<typeof fleetSummarySchema>;
