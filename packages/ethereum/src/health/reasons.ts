import type { Message } from '../messages/message';
import { say } from '../messages/nodeMessages';
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
import { CATCH_UP_RATE, movedWithin } from './rate';
import type { NodeSample } from './sample';
import { standsFor } from './standstill';
import { isIdle, saysSyncing, type Facts } from './state';

/** What reasons are made of. */
export type ReasonContext = Facts & {
  rate?: number;
  /** Beginning of the state, when it was known before this judgement. */
  since?: number;
};

export function wrongNetwork(
  network: Network,
  { execution }: NodeSample,
): Message | undefined {
  if (execution.kind !== 'ok') {
    return undefined;
  }
  const { chainId, genesisHash = '' } = execution.value;
  return chainId === network.chainId
    ? say('wrong-genesis', {
        actual: genesisHash,
        network: network.name,
        expected: network.genesisHash ?? '',
      })
    : say('wrong-chain', {
        actual: chainId,
        network: network.name,
        expected: network.chainId,
      });
}

/**
 * Who is wrong about the time. Blocks from the future are refused on a public network, and a consensus client that is in
 * step by its own clock has ours as its only other opinion; on a devnet without one, the blocks may be ahead.
 */
export function slowClock(
  { network, newest }: ReasonContext,
  skew: number,
): Message {
  const { consensus } = newest;
  const isInStep =
    consensus.kind === 'ok' && consensus.value.syncDistance === 0;
  return network.kind === 'public' || isInStep
    ? say('clock-slow', { behind: skew })
    : say('clock-or-head', { ahead: skew });
}

export function waiting({
  samples,
  since,
  newest: { consensus },
}: ReasonContext): Message | undefined {
  if (consensus.kind === 'not-configured') {
    return say('waiting-unconfigured', {});
  }
  if (consensus.kind === 'failed') {
    return clientFailure('consensus', samples, since);
  }
  const { elOffline, syncDistance, headSlot } = consensus.value;
  if (elOffline) {
    return say('waiting-offline', {});
  }
  if (headSlot === 0 && syncDistance <= FRESH_HEAD_SLOTS) {
    return say('waiting-slot-0', {});
  }
  return syncDistance > FRESH_HEAD_SLOTS
    ? say('waiting-behind', { slots: syncDistance })
    : say('waiting-confirmed', { slot: headSlot });
}

export function hasHead(sample: NodeSample): boolean {
  return (
    blockWithoutState(sample) !== undefined ||
    headAgeSeconds(sample) !== undefined
  );
}

export function headOf(sample: NodeSample): Message {
  const block = blockWithoutState(sample);
  if (block !== undefined) {
    return say('head-without-state', { block });
  }
  const age = headAgeSeconds(sample);
  return sample.execution.kind === 'ok' && age !== undefined
    ? say('head', { block: sample.execution.value.head.number, age })
    : say('head-unknown', {});
}

export function notFresh(ctx: ReasonContext): Message {
  const head = headOf(ctx.newest);
  const age = headAgeSeconds(ctx.newest) ?? 0;
  if (age <= freshSeconds(ctx.network) && !isAtGenesis(ctx.newest)) {
    return say('head-unconfirmed', { head });
  }
  return ctx.rate === undefined
    ? head
    : say('head-not-catching-up', { head, rate: ctx.rate });
}

export function syncing({ network, newest, rate }: ReasonContext): Message {
  if (rate !== undefined && rate > CATCH_UP_RATE) {
    return say('head-catching-up', { head: headOf(newest), rate });
  }
  const blocks = blocksOf(network, newest);
  if (blocks && blocks.highestBlock > blocks.currentBlock) {
    return say(
      blocks.isEstimate ? 'syncing-blocks-estimate' : 'syncing-blocks',
      { current: blocks.currentBlock, highest: blocks.highestBlock },
    );
  }
  return isAtGenesis(newest)
    ? say('syncing-genesis', { network: network.name })
    : say('syncing-head', { head: headOf(newest) });
}

/** One that has just started has none yet. */
export function noPeers({
  network,
  samples,
}: ReasonContext): Message | undefined {
  return standsFor(
    samples,
    freshSeconds(network),
    ({ execution }) => execution.kind === 'ok' && execution.value.peers === 0,
  )
    ? say('no-peers', { client: 'execution' })
    : undefined;
}

/** Nothing where the client does not tell its peers, as anvil. Peers may lack what is asked of them: no cause is ruled out. */
export function somePeers({ execution }: NodeSample): Message | undefined {
  return execution.kind === 'ok' && execution.value.peers !== undefined
    ? say('peers', { peers: execution.value.peers })
    : undefined;
}

export function ofConsensus({
  newest,
}: ReasonContext): Array<Message | undefined> {
  const { consensus } = newest;
  if (consensus.kind === 'not-configured') {
    return [say('consensus-unconfigured', {})];
  }
  if (consensus.kind === 'failed') {
    return [];
  }
  const { isOptimistic, syncDistance, peers } = consensus.value;
  const hasNothingToFetch =
    isIdle(newest) &&
    !saysSyncing(newest) &&
    blockWithoutState(newest) === undefined;
  return [
    peers === 0 ? say('no-peers', { client: 'consensus' }) : undefined,
    isOptimistic && hasNothingToFetch && peers !== 0
      ? say('optimistic-idle', {})
      : undefined,
    isOptimistic && !hasNothingToFetch
      ? say('optimistic-waiting', {})
      : undefined,
    syncDistance > FRESH_HEAD_SLOTS
      ? say('consensus-behind', { slots: syncDistance })
      : undefined,
  ];
}

/**
 * A head that moves with the network and is yet old: the clock that says so is wrong, if it is the head that the consensus
 * client confirms. Else the two are not of one pair, or the execution client is late by itself.
 */
export function fastClock({
  network,
  rate,
  samples,
  newest,
}: ReasonContext): Message | undefined {
  const { execution, consensus } = newest;
  // The rate still has the movement from before a stall in it.
  const moves =
    rate !== undefined &&
    rate > 0.5 &&
    rate <= CATCH_UP_RATE &&
    movedWithin(samples, freshSeconds(network) - network.secondsPerSlot);
  if (
    !moves ||
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
    ? say('clock-fast', { fast: headAgeSeconds(newest) ?? 0 })
    : say(apart > 0 ? 'confirms-newer' : 'confirms-older', {
        apart: Math.abs(apart),
      });
}
