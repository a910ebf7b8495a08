import type { JudgeInput } from './judgeInput';
import {
  blockWithoutState,
  freshSeconds,
  headAgeSeconds,
  isAtGenesis,
  isFresh,
  clockSkewSeconds,
} from './head';
import {
  CATCH_UP_RATE,
  hasLeftGenesis,
  smoothedRate,
  isHeadStalled,
  isSyncStalled,
} from './rate';
import type { NodeSample } from './sample';

/** Age in polling periods beyond which a sample is stale. */
const STALE_PERIODS = 3;

export type Facts = Pick<JudgeInput, 'network' | 'others'> & {
  /** Oldest first; the newest is the one judged. */
  samples: readonly NodeSample[];
  newest: NodeSample;
};

/**
 * Whether the newest sample is too old for a verdict. A sample more than one polling period in the future was taken before the
 * clock was set back, so its age is unknown.
 */
export const isStale = (
  newest: NodeSample | undefined,
  now: number,
  pollIntervalMs: number,
) =>
  newest === undefined ||
  now - newest.at > STALE_PERIODS * pollIntervalMs ||
  newest.at - now > pollIntervalMs;

export function isOnWrongNetwork({
  network,
  newest: { execution },
}: Facts): boolean {
  return (
    execution.kind === 'ok' &&
    (execution.value.chainId !== network.chainId ||
      (network.genesisHash !== undefined &&
        execution.value.genesisHash !== undefined &&
        execution.value.genesisHash !== network.genesisHash))
  );
}

export function isAtHead({ network, newest, samples }: Facts): boolean {
  // With a slow local clock every head looks fresh, so it must also move.
  const isUncertain =
    clockSkewSeconds(network, newest) !== undefined &&
    isHeadStalled(samples) === true;
  return isFresh(network, newest) && !isUncertain;
}

export function isIndexing({ newest: { execution } }: Facts): boolean {
  return (
    execution.kind === 'ok' &&
    execution.value.syncing !== undefined &&
    execution.value.syncing !== false &&
    execution.value.syncing.indexingOnly
  );
}

/** At block 0 the consensus client is decisive: the execution client may report that it is syncing while it waits. */
export function isWaitingForConsensus({ newest }: Facts): boolean {
  const { consensus } = newest;
  if (consensus.kind === 'failed') {
    return true;
  }
  const wasDriven =
    !isAtGenesis(newest) || blockWithoutState(newest) !== undefined;
  if (wasDriven || reportsSyncTarget(newest)) {
    return consensus.kind === 'ok' && consensus.value.elOffline;
  }
  return consensus.kind === 'ok'
    ? // With an optimistic head, the consensus client may have sent it.
      consensus.value.elOffline || !consensus.value.isOptimistic
    : isIdle(newest);
}

/** Whether the execution client reports a higher target block. */
function reportsSyncTarget({ execution }: NodeSample): boolean {
  if (execution.kind !== 'ok' || !execution.value.syncing) {
    return false;
  }
  const { currentBlock, highestBlock } = execution.value.syncing;
  return highestBlock > currentBlock;
}

/**
 * Whether the execution client reports that it has no blocks to fetch.
 *
 * Index work alone is no sync: geth has one block left to index, for ever, before the first call of a consensus client,
 * and nethermind has receipts left to fetch. Both answer with an object then. So does reth, from its start until it is
 * first driven, and erigon, whose snapshots end before its head; but their objects are the same as in a sync.
 */
export function isIdle({ execution }: NodeSample): boolean {
  return (
    execution.kind === 'ok' &&
    execution.value.syncing !== undefined &&
    (execution.value.syncing === false || execution.value.syncing.indexingOnly)
  );
}

export function isSyncing({ network, newest, samples }: Facts): boolean {
  return (
    (reportsSyncing(newest) && !isSyncStalled(samples)) ||
    (smoothedRate(network, samples) ?? 0) > CATCH_UP_RATE ||
    hasLeftGenesis(samples)
  );
}

/**
 * Whether the execution client reports that it is syncing. Index work alone does not count, except at block 0, where geth reports it
 * at the beginning of a first sync too.
 */
export function reportsSyncing(newest: NodeSample): boolean {
  const { execution } = newest;
  return (
    execution.kind === 'ok' &&
    Boolean(execution.value.syncing) &&
    (!isIdle(newest) || isAtGenesis(newest))
  );
}

/**
 * Whether the heads of all known nodes are old and of about the same age. If the others are further behind, the node has stopped by
 * itself.
 */
export function isNetworkStalled({ network, others, newest }: Facts): boolean {
  const age = headAgeSeconds(newest);
  if (others === undefined || others.count === 0 || age === undefined) {
    return false;
  }
  const ageOfOthers = newest.at / 1000 - others.newestHeadTimestamp;
  return (
    ageOfOthers > freshSeconds(network) &&
    Math.abs(age - ageOfOthers) <= freshSeconds(network)
  );
}
