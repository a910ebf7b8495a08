import { z } from 'zod';
import {
  bytes,
  count,
  millisecondsTime,
  secondsTime,
  slotNumber,
  clippedText,
} from './bounds';
import { nodeSampleSchema } from './sample';
import { receivedVerdictSchema } from './verdict';

/**
 * Results of the checkpoint sources at the last checkpoint request of the node's consensus client.
 * @public
 */
export const checkpointStatusSchema = z.object({
  result: z.enum(['agreed', 'no-quorum']),
  /** Time of the query in milliseconds since the epoch. */
  at: millisecondsTime,
  /** Number of sources that had to agree. */
  needed: z.number().int().min(0).max(16),
  /** The finalized block that they agreed on. */
  slot: slotNumber.optional(),
  root: clippedText.optional(),
  /** Source of the consensus client's state. */
  used: clippedText.optional(),
  sources: z
    .array(
      z.object({
        url: clippedText,
        /** `behind` has not finalized that block yet; `unconfirmed` has a block where there was no quorum for any. */
        result: z.enum([
          'agreed',
          'behind',
          'disagreed',
          'unconfirmed',
          'wrong-network',
          'failed',
        ]),
        detail: clippedText,
        /** Bytes relayed to the consensus client. */
        sentBytes: bytes,
        /** Last failure. */
        failure: clippedText.optional(),
      }),
    )
    .max(16),
});

/**
 * The sidecar's `GET /status`: the verdict and the newest sample of one node.
 *
 * Readers must refuse another `schemaVersion`.
 * @public
 */
export const nodeStatusSchema = z.object({
  schemaVersion: z.literal(1),
  node: z.object({
    name: clippedText,
    network: clippedText,
    executionClient: clippedText.optional(),
    consensusClient: clippedText.optional(),
    /** The network's time as it was deployed, for readers without facts of a devnet; absent from older sidecars. */
    secondsPerSlot: z.number().int().positive().max(3600).optional(),
    slotsPerEpoch: z.number().int().positive().max(65_536).optional(),
    /** Absent if unknown to the sidecar. */
    genesisTime: secondsTime.optional(),
  }),
  verdict: receivedVerdictSchema,
  /** Absent before the first probe. */
  sample: nodeSampleSchema.optional(),
  /** Absent while the consensus client has not asked for a checkpoint. */
  checkpoint: checkpointStatusSchema.optional(),
  /** Absent without a schedule, until a snapshot is verified, and from older sidecars. */
  snapshots: z
    .object({
      /** Age in seconds from which the newest verified snapshot is old, by the schedule of its runs. */
      staleAfterSeconds: count,
    })
    .optional(),
  sidecar: z.object({
    version: clippedText,
    /** Milliseconds since the epoch. */
    startedAt: millisecondsTime,
    pollIntervalMs: z.number().min(1).max(3_600_000),
  }),
});

/** @public */
export type CheckpointStatus = z.infer<typeof checkpointStatusSchema>;
/** @public */
export type NodeStatus = z.infer<typeof nodeStatusSchema>;
