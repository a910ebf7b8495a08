import { z } from 'zod';
import { nodeSampleSchema } from './sample';
import { verdictSchema } from './verdict';

/**
 * The sidecar's `GET /status`: the verdict and the newest sample of one node.
 *
 * Readers must refuse another `schemaVersion`.
 * @public
 */
export const nodeStatusSchema = z.object({
  schemaVersion: z.literal(1),
  node: z.object({
    name: z.string(),
    network: z.string(),
    executionClient: z.string().optional(),
    consensusClient: z.string().optional(),
  }),
  verdict: verdictSchema,
  /** Absent before the first probe. */
  sample: nodeSampleSchema.optional(),
  sidecar: z.object({
    version: z.string(),
    /** Milliseconds since the epoch. */
    startedAt: z.number(),
    pollIntervalMs: z.number(),
  }),
});

/** @public */
export type NodeStatus = z.infer<typeof nodeStatusSchema>;
