import { z } from 'zod';
import {
  blockNumber,
  bytes,
  bytes4,
  chainId,
  errorCode,
  forkTime,
  milliseconds,
  millisecondsTime,
  peerCount,
  plannedEpoch,
  secondsTime,
  slotNumber,
  clippedText,
} from './bounds';
import { currentReason } from './formerNames';

/**
 * Why a client gave no usable answer. `refused` is a closed port, `network` any other way in which a connection fails,
 * `invalid-response` an answer that violates its API.
 * @public
 */
export const failureReasons = [
  'refused',
  'network',
  'timeout',
  'http',
  'auth',
  'invalid-response',
  'rpc-error',
] as const;
/** @public */
export type FailureReason = (typeof failureReasons)[number];

/** Answer of a client: a value and its duration in milliseconds, or the failure. @public */
export type Reply<T> =
  | { kind: 'ok'; ms: number; value: T }
  | { kind: 'failed'; reason: FailureReason; detail: string };

const replyOf = <T extends z.ZodType>(value: T) =>
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('ok'), ms: milliseconds, value }),
    z.object({
      kind: z.literal('failed'),
      reason: z.preprocess(currentReason, z.enum(failureReasons)),
      detail: clippedText,
    }),
  ]);

const forkConfigSchema = z.object({
  /** Seconds since the epoch. */
  activationTime: forkTime,
  chainId,
  /** 4 bytes in lower-case hex. */
  forkId: bytes4,
});

/** `eth_config` (EIP-7910), the parts that fork readiness needs. @public */
export const ethConfigSchema = z.object({
  /** Null while the head is before the first fork that has a time: geth on mainnet and Sepolia, until Shanghai. */
  current: forkConfigSchema.nullable(),
  next: forkConfigSchema.nullable(),
  last: forkConfigSchema.nullable(),
});

/** Bound of the sum of all counters of `eth_syncing`. */
const MAX_WORK = 2 ** 63;

/** `eth_syncing` in one format for all clients. @public */
export const syncingSchema = z.object({
  currentBlock: blockNumber,
  highestBlock: blockNumber,
  /** True when only index work (transactions, state history) is left and the head is usable. */
  indexingOnly: z.boolean(),
  /** Sum of all counters that the client reports: if it does not change, the sync makes no progress. */
  work: z.number().min(0).max(MAX_WORK).optional(),
});

/**
 * Answers that a healthy client may lack. Chain ID and head (execution) and head slot (consensus) are required.
 * @public
 */
export const optionalAnswers = [
  'genesis',
  'syncing',
  'peers',
  'version',
] as const;
/** @public */
export type OptionalAnswer = (typeof optionalAnswers)[number];

/** Missing optional answers and the reasons. @public */
export const unansweredSchema = z.partialRecord(
  z.enum(optionalAnswers),
  z.object({
    /** With the name of the call: `eth_syncing: error -32000: ...`. */
    why: clippedText,
    /** JSON-RPC error code, where there was one; null when the result was null. */
    code: errorCode.nullable().optional(),
  }),
);

/** @public */
export const executionSampleSchema = z.object({
  chainId,
  /** Absent if block 0 was refused, as by pruned nodes; the reason is in `unanswered.genesis`. */
  genesisHash: clippedText.optional(),
  clientVersion: clippedText.optional(),
  head: z.object({
    number: blockNumber,
    hash: clippedText,
    /** Seconds since the epoch. */
    timestamp: secondsTime,
  }),
  /** Newest block of the chain if its state is missing and the head is therefore block 0; absent otherwise. */
  chainHeadNumber: blockNumber.optional(),
  /** Absent if the client returned no usable answer. */
  syncing: z.union([z.literal(false), syncingSchema]).optional(),
  /** Absent if the client returned no usable answer, or does not offer `net_peerCount`. */
  peers: peerCount.optional(),
  /** Absent if the client returned no usable `eth_config`; the reason is in `forksUnknown`. */
  forks: ethConfigSchema.optional(),
  forksUnknown: clippedText.optional(),
  /** Why fields are absent. */
  unanswered: unansweredSchema.optional(),
});

/** Entries of a schedule of forks, of either kind. @public */
export const MAX_FORKS = 256;

/** @public */
export const consensusSampleSchema = z.object({
  headSlot: slotNumber,
  syncDistance: slotNumber,
  isSyncing: z.boolean(),
  isOptimistic: z.boolean(),
  /** False for older clients, which do not report it. */
  elOffline: z.boolean(),
  /** Absent if the client returned no usable answer. */
  peers: peerCount.optional(),
  clientVersion: clippedText.optional(),
  /** Absent before the first finality. */
  finalizedEpoch: slotNumber.optional(),
  forkSchedule: z
    .array(
      z.object({
        previousVersion: bytes4,
        currentVersion: bytes4,
        epoch: plannedEpoch,
      }),
    )
    .max(MAX_FORKS)
    .optional(),
  /** Epochs at which the client changes blob parameters alone (EIP-7892); absent if it does not report them. */
  blobEpochs: z.array(plannedEpoch).max(MAX_FORKS).optional(),
  /** Why there is no fork schedule. */
  forksUnknown: clippedText.optional(),
  /** Why fields are absent. */
  unanswered: unansweredSchema.optional(),
});

/** One sample of a node: the answers of both clients at one moment. @public */
export const nodeSampleSchema = z.object({
  /** Milliseconds since the epoch on the prober's clock. */
  at: millisecondsTime,
  execution: replyOf(executionSampleSchema),
  consensus: z.union([
    replyOf(consensusSampleSchema),
    z.object({ kind: z.literal('not-configured') }),
  ]),
  disk: z.object({ usedBytes: bytes, totalBytes: bytes }).optional(),
});

/** @public */
export type Unanswered = z.infer<typeof unansweredSchema>;
/** @public */
export type EthConfig = z.infer<typeof ethConfigSchema>;
/** @public */
export type Syncing = z.infer<typeof syncingSchema>;
/** @public */
export type ExecutionSample = z.infer<typeof executionSampleSchema>;
/** @public */
export type ConsensusSample = z.infer<typeof consensusSampleSchema>;
/** @public */
export type NodeSample = z.infer<typeof nodeSampleSchema>;
