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
 * `invalid-response` an answer that is not what its API promises.
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

/** What came back from a client: a value and the milliseconds it took, or why there is none. @public */
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

/** Every counter of `eth_syncing`, and one of each of its stages, at its largest. */
const MAX_WORK = 2 ** 63;

/** `eth_syncing` as numbers: what is common to all clients, and which further fields are still running. @public */
export const syncingSchema = z.object({
  currentBlock: blockNumber,
  highestBlock: blockNumber,
  /** True when only index work (transactions, state history) is left and the head is usable. */
  indexingOnly: z.boolean(),
  /** Sum of every counter that the client gives: when it stands still, nothing at all moves. */
  work: z.number().min(0).max(MAX_WORK).optional(),
});

/**
 * Questions that a client may leave unanswered and be healthy all the same: chain ID and head (execution), head slot
 * (consensus) are not among them.
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

/** Which of the unneeded answers a client did not give, and why. @public */
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
  /** Absent: block 0 was refused, as pruned nodes do; `unanswered.genesis` says why. */
  genesisHash: clippedText.optional(),
  clientVersion: clippedText.optional(),
  head: z.object({
    number: blockNumber,
    hash: clippedText,
    /** Seconds since the epoch. */
    timestamp: secondsTime,
  }),
  /** Absent: that of the head. Else the newest block of the chain, whose state is not there: the head is block 0 then. */
  chainHeadNumber: blockNumber.optional(),
  /** Absent: the client gave no usable answer. */
  syncing: z.union([z.literal(false), syncingSchema]).optional(),
  /** Absent: the client gave no usable answer, or does not offer `net_peerCount`. */
  peers: peerCount.optional(),
  /** Absent: the client gave no usable `eth_config`; `forksUnknown` says why. */
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
  /** Older clients do not say: false then. */
  elOffline: z.boolean(),
  /** Absent: the client gave no usable answer. */
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
  /** Epochs at which the client changes blob parameters alone (EIP-7892); absent when it does not say. */
  blobEpochs: z.array(plannedEpoch).max(MAX_FORKS).optional(),
  /** Why there is no fork schedule. */
  forksUnknown: clippedText.optional(),
  /** Why fields are absent. */
  unanswered: unansweredSchema.optional(),
});

/** One look at one node: everything that a verdict is made of. @public */
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
