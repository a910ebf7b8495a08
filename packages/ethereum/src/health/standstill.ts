import type { Message } from '../messages/message';
import { createNodeMessage } from '../messages/nodeMessages';
import type { Network } from '../networks/schema';
import { blockWithoutState, FRESH_HEAD_SLOTS, freshSeconds } from './head';
import type { NodeSample } from './sample';
import { isIdle, type Facts } from './state';

/** Twice the age of a fresh head, so that lost peers are no longer counted. */
const STANDSTILL_SLOTS = 2 * FRESH_HEAD_SLOTS;

/**
 * Reason for a stalled head although the consensus client answers and considers it confirmed.
 *
 * If the execution client answers 401, some consensus clients report neither an optimistic head nor an offline execution client
 * (Lodestar 1.5.1 with geth 1.17.8). A newer head of the consensus client then shows that blocks do not reach the execution client,
 * unless it lacks the state to execute them. If both have stopped at the same head, only a comparison with other nodes
 * distinguishes this from a network without blocks.
 */
export function standstill({
  network,
  samples,
  newest,
  others,
}: Facts): Message | undefined {
  const { execution, consensus } = newest;
  if (
    execution.kind !== 'ok' ||
    consensus.kind !== 'ok' ||
    consensus.value.isOptimistic ||
    consensus.value.elOffline ||
    !isIdle(newest) ||
    blockWithoutState(newest) !== undefined
  ) {
    return undefined;
  }
  const { head } = execution.value;
  const { headSlot, peers, syncDistance } = consensus.value;
  const lead = slotsAhead(network, headSlot, head.timestamp);
  if (lead > FRESH_HEAD_SLOTS) {
    return holdsFor(samples, freshSeconds(network), sample =>
      hasSameHead(newest, sample),
    )
      ? createNodeMessage('blocks-not-delivered', { slot: headSlot, lead })
      : undefined;
  }
  const isStill = holdsFor(
    samples,
    STANDSTILL_SLOTS * network.secondsPerSlot,
    sample => hasSameHead(newest, sample) && hasPeersAt(headSlot, sample),
  );
  if (!isStill || syncDistance <= FRESH_HEAD_SLOTS) {
    return undefined;
  }
  const isAlone =
    others !== undefined &&
    others.newestHeadTimestamp - head.timestamp > freshSeconds(network);
  return createNodeMessage(isAlone ? 'both-still-alone' : 'both-still', {
    peers: peers ?? 0,
  });
}

/** Slots by which the consensus client's head is ahead; 0 if the network's genesis time is unknown. */
function slotsAhead(
  { genesisTime, secondsPerSlot }: Network,
  headSlot: number,
  timestamp: number,
): number {
  return genesisTime === undefined
    ? 0
    : headSlot - Math.floor((timestamp - genesisTime) / secondsPerSlot);
}

/** Whether all samples of the last `seconds` meet a condition; false if the samples span less. */
export function holdsFor(
  samples: readonly NodeSample[],
  seconds: number,
  condition: (sample: NodeSample) => boolean,
): boolean {
  const newest = samples.at(-1);
  const first =
    samples[samples.findLastIndex(sample => !condition(sample)) + 1];
  return (
    newest !== undefined &&
    first !== undefined &&
    newest.at - first.at >= seconds * 1000
  );
}

function hasSameHead(a: NodeSample, b: NodeSample): boolean {
  return (
    a.execution.kind === 'ok' &&
    b.execution.kind === 'ok' &&
    a.execution.value.head.hash === b.execution.value.head.hash
  );
}

function hasPeersAt(slot: number, { consensus }: NodeSample): boolean {
  return (
    consensus.kind === 'ok' &&
    consensus.value.headSlot === slot &&
    (consensus.value.peers ?? 0) > 0
  );
}
