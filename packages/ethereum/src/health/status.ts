import { z } from 'zod';
import { millisecondsTime, words } from './bounds';
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
    name: words,
    network: words,
    executionClient: words.optional(),
    consensusClient: words.optional(),
  }),
  verdict: verdictSchema,
  /** Absent before the first probe. */
  sample: nodeSampleSchema.optional(),
  sidecar: z.object({
    version: words,
    /** Milliseconds since the epoch. */
    startedAt: millisecondsTime,
    pollIntervalMs: z.number(),
  }),
});

/** @public */
export type NodeStatus = z.infer<typeof nodeStatusSchema>;
