import type { Message } from '../messages/message';
import { createNodeMessage } from '../messages/nodeMessages';
import type { Network } from '../networks/schema';
import { clientFailure } from './clientFailure';
import {
  blockWithoutState,
  FRESH_HEAD_SLOTS,
  freshSeconds,
  headAgeSeconds,
  isAtGenesis,
} from './head';
import { blocksOf } from './progress';
import { CATCH_UP_RATE, hasMovedWithin } from './rate';
import type { NodeSample } from './sample';
import { holdsFor } from './standstill';
import { isIdle, reportsSyncing, type Facts } from './state';

/** Input of reasons. */
export type ReasonContext = Facts & {
  rate?: number;
  /** Start of the state, if known. */
  since?: number;
};

export function wrongNetworkReason(
  network: Network,
  { execution }: NodeSample,
): Message | undefined {
  if (execution.kind !== 'ok') {
    return undefined;
  }
  const { chainId, genesisHash = '' } = execution.value;
  return chainId === network.chainId
    ? createNodeMessage('wrong-genesis', {
        actual: genesisHash,
        network: network.name,
        expected: network.genesisHash ?? '',
      })
    : createNodeMessage('wrong-chain', {
        actual: chainId,
        network: network.name,
        expected: network.chainId,
      });
}

/**
 * Reason for a head in the future. On a public network such blocks are refused, and a consensus client in sync by its own clock
 * contradicts ours, so ours is slow. On a devnet without a consensus client, the blocks may be ahead.
 */
export function slowClockReason(
  { network, newest }: ReasonContext,
  skew: number,
): Message {
  const { consensus } = newest;
  const isInStep =
    consensus.kind === 'ok' && consensus.value.syncDistance === 0;
  return network.kind === 'public' || isInStep
    ? createNodeMessage('clock-slow', { behind: skew })
    : createNodeMessage('clock-or-head', { ahead: skew });
}

export function waitingReason({
  samples,
  since,
  newest: { consensus },
}: ReasonContext): Message | undefined {
  if (consensus.kind === 'not-configured') {
    return createNodeMessage('waiting-unconfigured', {});
  }
  if (consensus.kind === 'failed') {
    return clientFailure('consensus', samples, since);
  }
  const { elOffline, syncDistance, headSlot } = consensus.value;
  if (elOffline) {
    return createNodeMessage('waiting-offline', {});
  }
  if (headSlot === 0 && syncDistance <= FRESH_HEAD_SLOTS) {
    return createNodeMessage('waiting-slot-0', {});
  }
  return syncDistance > FRESH_HEAD_SLOTS
    ? createNodeMessage('waiting-behind', { slots: syncDistance })
    : createNodeMessage('waiting-confirmed', { slot: headSlot });
}

export function hasHead(sample: NodeSample): boolean {
  return (
    blockWithoutState(sample) !== undefined ||
    headAgeSeconds(sample) !== undefined
  );
}

export function headMessage(sample: NodeSample): Message {
  const block = blockWithoutState(sample);
  if (block !== undefined) {
    return createNodeMessage('head-without-state', { block });
  }
  const age = headAgeSeconds(sample);
  return sample.execution.kind === 'ok' && age !== undefined
    ? createNodeMessage('head', {
        block: sample.execution.value.head.number,
        age,
      })
    : createNodeMessage('head-unknown', {});
}

export function notFreshReason(ctx: ReasonContext): Message {
  const head = headMessage(ctx.newest);
  const age = headAgeSeconds(ctx.newest) ?? 0;
  if (age <= freshSeconds(ctx.network) && !isAtGenesis(ctx.newest)) {
    return createNodeMessage('head-unconfirmed', { head });
  }
  return ctx.rate === undefined
    ? head
    : createNodeMessage('head-not-catching-up', { head, rate: ctx.rate });
}

export function syncingReason({
  network,
  newest,
  rate,
}: ReasonContext): Message {
  if (rate !== undefined && rate > CATCH_UP_RATE) {
    return createNodeMessage('head-catching-up', {
      head: headMessage(newest),
      rate,
    });
  }
  const blocks = blocksOf(network, newest);
  if (blocks && blocks.highestBlock > blocks.currentBlock) {
    return createNodeMessage(
      blocks.isEstimate ? 'syncing-blocks-estimate' : 'syncing-blocks',
      { current: blocks.currentBlock, highest: blocks.highestBlock },
    );
  }
  return isAtGenesis(newest)
    ? createNodeMessage('syncing-genesis', { network: network.name })
    : createNodeMessage('syncing-head', { head: headMessage(newest) });
}

/** Only after some time: a client that has just started has no peers yet. */
export function noPeersReason({
  network,
  samples,
}: ReasonContext): Message | undefined {
  return holdsFor(
    samples,
    freshSeconds(network),
    ({ execution }) => execution.kind === 'ok' && execution.value.peers === 0,
  )
    ? createNodeMessage('no-peers', { client: 'execution' })
    : undefined;
}

/** Undefined if the client does not report its peers, as anvil. Peers may lack the requested data, so no cause is excluded. */
export function peersReason({ execution }: NodeSample): Message | undefined {
  return execution.kind === 'ok' && execution.value.peers !== undefined
    ? createNodeMessage('peers', { peers: execution.value.peers })
    : undefined;
}

export function consensusReasons({
  newest,
}: ReasonContext): Array<Message | undefined> {
  const { consensus } = newest;
  if (consensus.kind === 'not-configured') {
    return [createNodeMessage('consensus-unconfigured', {})];
  }
  if (consensus.kind === 'failed') {
    return [];
  }
  const { isOptimistic, syncDistance, peers } = consensus.value;
  const hasNothingToFetch =
    isIdle(newest) &&
    !reportsSyncing(newest) &&
    blockWithoutState(newest) === undefined;
  return [
    peers === 0
      ? createNodeMessage('no-peers', { client: 'consensus' })
      : undefined,
    isOptimistic && hasNothingToFetch && peers !== 0
      ? createNodeMessage('optimistic-idle', {})
      : undefined,
    isOptimistic && !hasNothingToFetch
      ? createNodeMessage('optimistic-waiting', {})
      : undefined,
    syncDistance > FRESH_HEAD_SLOTS
      ? createNodeMessage('consensus-behind', { slots: syncDistance })
      : undefined,
  ];
}

/**
 * Reason for an old head that moves with the network: if the consensus client confirms this head, the local clock is fast. Otherwise
 * the two clients are not a pair, or the execution client lags.
 */
export function fastClockReason({
  network,
  rate,
  samples,
  newest,
}: ReasonContext): Message | undefined {
  const { execution, consensus } = newest;
  // The rate includes movement from before a stall.
  const isMoving =
    rate !== undefined &&
    rate > 0.5 &&
    rate <= CATCH_UP_RATE &&
    hasMovedWithin(samples, freshSeconds(network) - network.secondsPerSlot);
  if (
    !isMoving ||
    execution.kind !== 'ok' ||
    consensus.kind !== 'ok' ||
    consensus.value.isOptimistic ||
    consensus.value.syncDistance > 0 ||
    network.genesisTime === undefined
  ) {
    return undefined;
  }
  const slotTime =
    network.genesisTime + consensus.value.headSlot * network.secondsPerSlot;
  const apart = slotTime - execution.value.head.timestamp;
  return Math.abs(apart) <= freshSeconds(network)
    ? createNodeMessage('clock-fast', { fast: headAgeSeconds(newest) ?? 0 })
    : createNodeMessage(apart > 0 ? 'confirms-newer' : 'confirms-older', {
        apart: Math.abs(apart),
      });
}
