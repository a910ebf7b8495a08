import type { Message } from '../messages/message';
import { say } from '../messages/nodeMessages';
import { clientFailure } from './clientFailure';
import { fullDisk } from './diskSpace';
import { clockSkewSeconds } from './head';
import { standsStill } from './rate';
import {
  fastClock,
  hasHead,
  headOf,
  noPeers,
  notFresh,
  ofConsensus,
  slowClock,
  somePeers,
  syncing,
  waiting,
  wrongNetwork,
  type ReasonContext,
} from './reasons';
import { standstill } from './standstill';
import {
  indexesOnly,
  isAtHead,
  isNetworkStalled,
  isOnWrongNetwork,
  isSyncing,
  waitsForConsensus,
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
    reasons: ({ network, newest }) => [wrongNetwork(network, newest)],
  },
  UNREACHABLE: {
    holds: ({ newest }) => newest.execution.kind === 'failed',
    reasons: ({ samples, newest, since }) => [
      clientFailure('execution', samples, since),
      clientFailure('consensus', samples, since),
      fullDisk(newest),
    ],
  },
  INDEXING: {
    holds: facts => isAtHead(facts) && indexesOnly(facts),
    reasons: ({ newest }) => [say('indexing', { head: headOf(newest) })],
  },
  SYNCED: {
    holds: isAtHead,
    reasons: ({ newest }) => [
      headOf(newest),
      newest.consensus.kind === 'ok'
        ? say('head-confirmed', {})
        : say('head-not-confirmable', {}),
    ],
  },
  WAITING_FOR_CL: {
    holds: waitsForConsensus,
    reasons: ctx => [
      waiting(ctx),
      standstill(ctx),
      noPeers(ctx),
      fullDisk(ctx.newest),
      hasHead(ctx.newest) ? headOf(ctx.newest) : undefined,
    ],
  },
  SYNCING: {
    holds: isSyncing,
    reasons: ctx => [
      syncing(ctx),
      noPeers(ctx),
      ...ofConsensus(ctx),
      fullDisk(ctx.newest),
    ],
  },
  NETWORK_STALL: {
    holds: isNetworkStalled,
    reasons: ({ newest, others }) => [
      say('network-stall', {
        head: headOf(newest),
        others: others?.count ?? 0,
      }),
    ],
  },
  STALLED: {
    holds: ({ samples }) => standsStill(samples) ?? false,
    reasons: ctx => [
      say('head-stalled', { head: headOf(ctx.newest) }),
      noPeers(ctx) ?? somePeers(ctx.newest),
      ...ofConsensus(ctx),
      standstill(ctx),
      fullDisk(ctx.newest),
    ],
  },
  BEHIND: {
    holds: () => true,
    reasons: ctx => [
      notFresh(ctx),
      ...ofConsensus(ctx),
      standstill(ctx),
      noPeers(ctx),
      fullDisk(ctx.newest),
      fastClock(ctx),
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

/** Why a node is in its state, so that a person can act on it; the decisive reason first. */
export function reasonsFor(state: SampledState, ctx: ReasonContext): Message[] {
  const reasons = stateRules[state]
    .reasons(ctx)
    .filter(reason => reason !== undefined);
  const skew = clockSkewSeconds(ctx.network, ctx.newest);
  return skew === undefined ? reasons : [...reasons, slowClock(ctx, skew)];
}
