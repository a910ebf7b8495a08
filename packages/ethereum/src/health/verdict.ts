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

/** Whether one layer of a node knows the network's next fork. @public */
export const forkReadinessSchema = z.object({
  layer: z.enum(['execution', 'consensus']),
  verdict: z.enum(forkReadinessVerdicts),
  /** Name of the next scheduled fork, absent when none is scheduled. */
  fork: clippedText.optional(),
  /** Seconds since the epoch. */
  time: forkTime.optional(),
  detail: clippedText,
  /** `detail` as data; absent from older sidecars, as every field of that kind. */
  detailCoded: messageSchema.optional(),
});

/** How far finality lies behind, as the node's consensus client sees it. @public */
export const finalitySchema = z.object({
  /** Epochs from the finalized one to the present one. */
  distanceEpochs: count,
  /** Whether the chain that the node follows finalizes; absent while the node's own lag hides it. */
  finalizing: z.boolean().optional(),
  detail: clippedText,
  detailCoded: messageSchema.optional(),
});

/** The judgement of a node, and what it rests on. @public */
export const verdictSchema = z.object({
  state: z.enum(nodeStates),
  /** Whether callers may use the node, after hysteresis. */
  ready: z.boolean(),
  /** Milliseconds since the epoch: since when it is so, as far as was seen. Of a fault that is when it began, not when it was concluded. */
  since: millisecondsTime,
  /** One sentence for people. */
  summary: clippedText,
  summaryCoded: messageSchema.optional(),
  /** Why the node is in this state, as sentences; the decisive one first. */
  reasons: z.array(clippedText).max(MAX_REASONS),
  /** `reasons` as data, one for each. */
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
    /** Seconds by which our own clock seems to be behind the network. */
    clockSkewSeconds: secondsApart.optional(),
  }),
  /** While syncing: current and target block, and the remaining seconds where the rate is known. */
  progress: z
    .object({
      currentBlock: count,
      highestBlock: count,
      etaSeconds: secondsTime.optional(),
    })
    .optional(),
  /**
   * What shows, beside the chain ID, that the node is on its network: the hash of block 0, a fork ID of `eth_config`, or
   * either of them in an earlier sample. Absent when nothing does, and for networks whose genesis is not known.
   */
  networkProof: z.enum(['genesis', 'fork-id', 'before']).optional(),
  forks: z.array(forkReadinessSchema).max(8),
  /** False if a layer does not know a fork of the network, or expects one that was withdrawn. */
  forkReady: z.boolean(),
  /** Absent when no consensus client names a finalized epoch, and from sidecars that do not judge it yet. */
  finality: finalitySchema.optional(),
  /** Present in the state `MAINTENANCE`: why the node is out of service, by whose doing, and until when. */
  maintenance: maintenanceSchema.optional(),
  /** Anchor of the state's runbook, e.g. `waiting-for-cl`. */
  runbook: clippedText,
});

/** A verdict from a sidecar or a database, which may be older than this code and have former names. @public */
export const receivedVerdictSchema = z.preprocess(withForkReady, verdictSchema);

/** @public */
export type ForkReadiness = z.infer<typeof forkReadinessSchema>;
/** @public */
export type Finality = z.infer<typeof finalitySchema>;
/** @public */
export type Verdict = z.infer<typeof verdictSchema>;
