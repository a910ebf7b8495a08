import { z } from 'zod';
import { blockNumber } from '../../health/bounds';
import type { Syncing } from '../../health/sample';
import { quantity } from '../fields';
import { rpcCall } from './rpc';

const counter = quantity.optional();

/** `block_number` in erigon, `block` in reth. */
const stageSchema = z.object({ block_number: counter, block: counter });

const countersSchema = z.object({
  // geth, snap/1 and snap/2; besu has the last two
  syncedAccounts: counter,
  syncedBytecodes: counter,
  syncedStorage: counter,
  healedTrienodes: counter,
  healedBytecodes: counter,
  healingTrienodes: counter,
  healingBytecode: counter,
  syncedAccessLists: counter,
  totalAccessLists: counter,
  trieGenProgress: counter,
  txIndexFinishedBlocks: counter,
  txIndexRemainingBlocks: counter,
  stateIndexRemaining: counter,
  trienodeIndexRemaining: counter,
  pulledStates: counter,
  knownStates: counter,
});

const progressSchema = countersSchema
  .extend({
    currentBlock: quantity.pipe(blockNumber),
    highestBlock: quantity.pipe(blockNumber),
    stages: z.array(stageSchema).max(256).nullish(),
  })
  .transform(progress => ({
    currentBlock: progress.currentBlock,
    highestBlock: progress.highestBlock,
    indexingOnly: isIndexingOnly(progress),
    work: sumCounters(progress),
  }));

type Progress = z.output<typeof countersSchema> & {
  currentBlock: number;
  highestBlock: number;
  stages?: Array<z.output<typeof stageSchema>> | null;
};

/**
 * What is left to do, in the same words for every client; `false` when the client says that nothing is.
 *
 * Not the truth about sync by itself. At block 0 and without a consensus client besu says `false`, geth that a block is
 * left to index, nethermind that receipts are left, reth that it syncs from its head to its head.
 */
export const syncing = rpcCall(
  'eth_syncing',
  [],
  z.unknown().transform((value, context): false | Syncing => {
    if (value === false) {
      return false;
    }
    const progress = progressSchema.safeParse(value);
    if (progress.success) {
      return progress.data;
    }
    for (const { path, message } of progress.error.issues) {
      context.issues.push({
        code: 'custom',
        path,
        message: path.length > 0 ? message : 'expected false or an object',
        input: value,
      });
    }
    return z.NEVER;
  }),
);

/** Nethermind calls itself in sync within this many blocks of the best block, but for bodies and receipts of the past. */
const NETHERMIND_HEAD_DISTANCE = 8;

/**
 * The same, with what only the client's name tells: nethermind states three block numbers and nothing else, and within
 * eight blocks of the highest it does so only while bodies or receipts of the past are missing.
 */
export function adjustForClient(
  progress: false | Syncing,
  clientVersion: string | undefined,
): false | Syncing {
  const isHistory =
    progress &&
    /^nethermind\//i.test(clientVersion ?? '') &&
    progress.currentBlock + NETHERMIND_HEAD_DISTANCE >= progress.highestBlock;
  return isHistory ? { ...progress, indexingOnly: true } : progress;
}

function isIndexingOnly(progress: Progress): boolean {
  // geth's own SyncProgress.Done: at the highest block, and only then do the index fields decide.
  const {
    currentBlock,
    highestBlock,
    txIndexRemainingBlocks = 0,
    stateIndexRemaining = 0,
    trienodeIndexRemaining = 0,
  } = progress;
  const {
    healingTrienodes = 0,
    healingBytecode = 0,
    totalAccessLists = 0,
    syncedAccessLists = 0,
  } = progress;
  return (
    currentBlock >= highestBlock &&
    txIndexRemainingBlocks + stateIndexRemaining + trienodeIndexRemaining > 0 &&
    healingTrienodes + healingBytecode === 0 &&
    syncedAccessLists >= totalAccessLists
  );
}

function sumCounters(progress: Progress): number {
  const { stages, ...counters } = progress;
  const stageBlocks = (stages ?? []).map(
    ({ block_number, block }) => block_number ?? block ?? 0,
  );
  return [...Object.values(counters), ...stageBlocks].reduce<number>(
    (sum, count) => sum + (count ?? 0),
    0,
  );
}
