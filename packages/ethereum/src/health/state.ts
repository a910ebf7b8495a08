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
import type { JudgedState } from './verdict';

/** A sample older than this many polling periods says nothing about now. */
const STALE_PERIODS = 3;

export type Facts = Pick<JudgeInput, 'network' | 'others'> & {
  /** Oldest first; the newest is the one judged. */
  samples: readonly NodeSample[];
  newest: NodeSample;
};

/**
 * Whether a node has not been heard of for so long that nothing can be said. A sample from more than one polling period
 * ahead was taken before our clock was set back: its age is unknown.
 */
export const isStale = (
  newest: NodeSample | undefined,
  now: number,
  pollIntervalMs: number,
) =>
  newest === undefined ||
  now - newest.at > STALE_PERIODS * pollIntervalMs ||
  newest.at - now > pollIntervalMs;

/** One test after the other, in the order of the design; the first that holds is the state. */
const stateTests: ReadonlyArray<[JudgedState, (facts: Facts) => boolean]> = [
  ['WRONG_NETWORK', isOnWrongNetwork],
  ['UNREACHABLE', ({ newest }) => newest.execution.kind === 'failed'],
  ['INDEXING', facts => isAtHead(facts) && isIndexing(facts)],
  ['SYNCED', isAtHead],
  ['WAITING_FOR_CL', isWaitingForConsensus],
  ['SYNCING', isSyncing],
  ['NETWORK_STALL', isNetworkStalled],
  ['STALLED', ({ samples }) => isHeadStalled(samples) ?? false],
];

/** The state of a node at its newest sample. */
export function stateOf(facts: Facts): JudgedState {
  return stateTests.find(([, holds]) => holds(facts))?.[0] ?? 'BEHIND';
}

function isOnWrongNetwork({ network, newest: { execution } }: Facts): boolean {
  return (
    execution.kind === 'ok' &&
    (execution.value.chainId !== network.chainId ||
      (network.genesisHash !== undefined &&
        execution.value.genesisHash !== undefined &&
        execution.value.genesisHash !== network.genesisHash))
  );
}

function isAtHead({ network, newest, samples }: Facts): boolean {
  // With a slow clock of ours every head looks fresh: then only movement tells.
  const isUncertain =
    clockSkewSeconds(network, newest) !== undefined &&
    isHeadStalled(samples) === true;
  return isFresh(network, newest) && !isUncertain;
}

function isIndexing({ newest: { execution } }: Facts): boolean {
  return (
    execution.kind === 'ok' &&
    execution.value.syncing !== undefined &&
    execution.value.syncing !== false &&
    execution.value.syncing.indexingOnly
  );
}

/** At block 0 the consensus client tells more than the execution client, which may say that it syncs and do nothing. */
function isWaitingForConsensus({ newest }: Facts): boolean {
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
    ? // An optimistic one has a head, which it may well have sent.
      consensus.value.elOffline || !consensus.value.isOptimistic
    : isIdle(newest);
}

/** Whether the execution client names a block that it still has to reach. */
function reportsSyncTarget({ execution }: NodeSample): boolean {
  if (execution.kind !== 'ok' || !execution.value.syncing) {
    return false;
  }
  const { currentBlock, highestBlock } = execution.value.syncing;
  return highestBlock > currentBlock;
}

/**
 * Whether the execution client says that it has no blocks to fetch.
 *
 * Index work alone is no sync: geth has one block left to index, for ever, before a consensus client first speaks to it,
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

function isSyncing({ network, newest, samples }: Facts): boolean {
  return (
    (reportsSyncing(newest) && !isSyncStalled(samples)) ||
    (smoothedRate(network, samples) ?? 0) > CATCH_UP_RATE ||
    hasLeftGenesis(samples)
  );
}

/**
 * Whether the execution client says that it syncs. An object of index work alone says nothing of the head, but at block 0,
 * where geth gives it through the beginning of a first sync too.
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
 * Every node that we can see is old, and all stopped at about the same time. One whose siblings are further behind has
 * stopped by itself: they were never where it is.
 */
function isNetworkStalled({ network, others, newest }: Facts): boolean {
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
