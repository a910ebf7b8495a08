import type { Message } from '../messages/message';
import { createNodeMessage } from '../messages/nodeMessages';
import { clientFailure } from './clientFailure';
import { fullDiskReason } from './diskSpace';
import { clockSkewSeconds } from './head';
import { isHeadStalled } from './rate';
import {
  fastClockReason,
  hasHead,
  headMessage,
  noPeersReason,
  notFreshReason,
  consensusReasons,
  slowClockReason,
  peersReason,
  syncingReason,
  waitingReason,
  wrongNetworkReason,
  type ReasonContext,
} from './reasons';
import { standstill } from './standstill';
import {
  isIndexing,
  isAtHead,
  isNetworkStalled,
  isOnWrongNetwork,
  isSyncing,
  isWaitingForConsensus,
  type Facts,
} from './state';
import type { JudgedState } from './states';

interface StateRule {
  holds: (facts: Facts) => boolean;
  /** The decisive reason first. */
  reasons: (ctx: ReasonContext) => Array<Message | undefined>;
}

/** A state of a node with a sample that is recent enough. */
type SampledState = Exclude<JudgedState, 'UNKNOWN'>;

/** In the order of the tests, which differs from that of severity (ADR 0005): the first rule that holds is the state. */
const stateRules: Record<SampledState, StateRule> = {
  WRONG_NETWORK: {
    holds: isOnWrongNetwork,
    reasons: ({ network, newest }) => [wrongNetworkReason(network, newest)],
  },
  UNREACHABLE: {
    holds: ({ newest }) => newest.execution.kind === 'failed',
    reasons: ({ samples, newest, since }) => [
      clientFailure('execution', samples, since),
      clientFailure('consensus', samples, since),
      fullDiskReason(newest),
    ],
  },
  INDEXING: {
    holds: facts => isAtHead(facts) && isIndexing(facts),
    reasons: ({ newest }) => [
      createNodeMessage('indexing', { head: headMessage(newest) }),
    ],
  },
  SYNCED: {
    holds: isAtHead,
    reasons: ({ newest }) => [
      headMessage(newest),
      newest.consensus.kind === 'ok'
        ? createNodeMessage('head-confirmed', {})
        : createNodeMessage('head-not-confirmable', {}),
    ],
  },
  WAITING_FOR_CL: {
    holds: isWaitingForConsensus,
    reasons: ctx => [
      waitingReason(ctx),
      standstill(ctx),
      noPeersReason(ctx),
      fullDiskReason(ctx.newest),
      hasHead(ctx.newest) ? headMessage(ctx.newest) : undefined,
    ],
  },
  SYNCING: {
    holds: isSyncing,
    reasons: ctx => [
      syncingReason(ctx),
      noPeersReason(ctx),
      ...consensusReasons(ctx),
      fullDiskReason(ctx.newest),
    ],
  },
  NETWORK_STALL: {
    holds: isNetworkStalled,
    reasons: ({ newest, others }) => [
      createNodeMessage('network-stall', {
        head: headMessage(newest),
        others: others?.count ?? 0,
      }),
    ],
  },
  STALLED: {
    holds: ({ samples }) => isHeadStalled(samples) ?? false,
    reasons: ctx => [
      createNodeMessage('head-stalled', { head: headMessage(ctx.newest) }),
      noPeersReason(ctx) ?? peersReason(ctx.newest),
      ...consensusReasons(ctx),
      standstill(ctx),
      fullDiskReason(ctx.newest),
    ],
  },
  BEHIND: {
    holds: () => true,
    reasons: ctx => [
      notFreshReason(ctx),
      ...consensusReasons(ctx),
      standstill(ctx),
      noPeersReason(ctx),
      fullDiskReason(ctx.newest),
      fastClockReason(ctx),
    ],
  },
};

// The keys of an object literal are enumerated in its order.
const orderedRules = Object.entries(stateRules) as Array<
  [SampledState, StateRule]
>;

/** The state of a node at its newest sample. */
export function stateOf(facts: Facts): SampledState {
  return orderedRules.find(([, { holds }]) => holds(facts))?.[0] ?? 'BEHIND';
}

/** Reasons for the state, for an operator; the decisive one first. */
export function reasonsFor(state: SampledState, ctx: ReasonContext): Message[] {
  const reasons = stateRules[state]
    .reasons(ctx)
    .filter(reason => reason !== undefined);
  const skew = clockSkewSeconds(ctx.network, ctx.newest);
  return skew === undefined
    ? reasons
    : [...reasons, slowClockReason(ctx, skew)];
}
