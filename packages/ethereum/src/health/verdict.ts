import { z } from 'zod';
import { messageSchema } from '../messages/message';
import {
  blockNumber,
  count,
  forkTime,
  millisecondsTime,
  peerCount,
  secondsApart,
  secondsTime,
  slotNumber,
  clippedText,
} from './bounds';
import { withForkReady } from './formerNames';
import { maintenanceSchema } from './maintenance';
import { nodeStates } from './states';

export * from './states';

/** Reasons that a verdict has, at most. @public */
export const MAX_REASONS = 100;

/** @public */
export const forkReadinessVerdicts = [
  'READY',
  'MISSING',
  'MISMATCH',
  'UNKNOWN',
  'NONE_SCHEDULED',
] as const;

/** Whether one layer of a node is configured for the network's next fork. @public */
export const forkReadinessSchema = z.object({
  layer: z.enum(['execution', 'consensus']),
  verdict: z.enum(forkReadinessVerdicts),
  /** Name of the next scheduled fork, absent when none is scheduled. */
  fork: clippedText.optional(),
  /** Seconds since the epoch. */
  time: forkTime.optional(),
  detail: clippedText,
  /** `detail` as a message; absent from older sidecars. */
  detailCoded: messageSchema.optional(),
});

/** Finality as the node's consensus client reports it. @public */
export const finalitySchema = z.object({
  /** Epochs between the finalized and the current one. */
  distanceEpochs: count,
  /** Whether the chain that the node follows finalizes; absent if the node lags too far to determine it. */
  finalizing: z.boolean().optional(),
  detail: clippedText,
  detailCoded: messageSchema.optional(),
});

/** Verdict on a node and its evidence. @public */
export const verdictSchema = z.object({
  state: z.enum(nodeStates),
  /** Whether callers may use the node, after hysteresis. */
  ready: z.boolean(),
  /** Start of the state in milliseconds since the epoch, as far as samples show. For a fault, its beginning, not its detection. */
  since: millisecondsTime,
  /** One sentence for people. */
  summary: clippedText,
  summaryCoded: messageSchema.optional(),
  /** Reasons for the state as sentences; the decisive one first. */
  reasons: z.array(clippedText).max(MAX_REASONS),
  /** `reasons` as messages, one for each. */
  reasonsCoded: z.array(messageSchema).max(MAX_REASONS).optional(),
  /** The numbers used. */
  evidence: z.object({
    headNumber: blockNumber.optional(),
    /** Seconds; negative when the head is ahead of our clock. */
    headAgeSeconds: secondsApart.optional(),
    /** Chain seconds gained per wall second. */
    syncRate: secondsApart.optional(),
    executionPeers: peerCount.optional(),
    consensusPeers: peerCount.optional(),
    consensusSyncDistance: slotNumber.optional(),
    /** Seconds by which the local clock seems to be behind the network. */
    clockSkewSeconds: secondsApart.optional(),
  }),
  /** While syncing: current and target block, and the remaining seconds if the rate is known. */
  progress: z
    .object({
      currentBlock: count,
      highestBlock: count,
      etaSeconds: secondsTime.optional(),
    })
    .optional(),
  /**
   * Proof, beside the chain ID, that the node is on its network: the hash of block 0, a fork ID of `eth_config`, or either of
   * them in an earlier sample. Absent without a proof, and for networks with an unknown genesis.
   */
  networkProof: z.enum(['genesis', 'fork-id', 'before']).optional(),
  forks: z.array(forkReadinessSchema).max(8),
  /** False if a layer lacks a fork of the network, or has a withdrawn one. */
  forkReady: z.boolean(),
  /** Absent if no consensus client reports a finalized epoch, and from older sidecars. */
  finality: finalitySchema.optional(),
  /** Announced maintenance; present in the state `MAINTENANCE`. */
  maintenance: maintenanceSchema.optional(),
  /** Anchor of the state's runbook, e.g. `waiting-for-cl`. */
  runbook: clippedText,
});

/** A verdict from a sidecar or a database, which may have former names. @public */
export const receivedVerdictSchema = z.preprocess(withForkReady, verdictSchema);

/** @public */
export type ForkReadiness = z.infer<typeof forkReadinessSchema>;
/** @public */
export type Finality = z.infer<typeof finalitySchema>;
/** @public */
export type Verdict = z.infer<typeof verdictSchema>;
