import type { Network } from '../networks/schema';
import { headAgeSeconds, isAtGenesis } from './head';
import { etaSeconds } from './rate';
import type { NodeSample } from './sample';
import type { Verdict } from './verdict';

/** Slots without a block are normal, and on test networks many: a client's highest block may miss so many of them. */
const MIN_SHARE_OF_SLOTS = 0.75;

interface Blocks {
  currentBlock: number;
  highestBlock: number;
  /** The highest block is counted from the age of the head, not given by the client. */
  isEstimate: boolean;
}

/**
 * Where a sync is and where it must go.
 *
 * A client's own highest block counts only where the age of its head does not contradict it: reth gives its head, at 40
 * days behind. At block 0 the age says nothing (the genesis of mainnet has time 0, and a snap sync leaves the head there).
 *
 * @returns undefined when neither the client nor the head tells
 */
export function blocksOf(
  network: Network,
  newest: NodeSample,
): Blocks | undefined {
  if (newest.execution.kind !== 'ok') {
    return undefined;
  }
  const { head, syncing } = newest.execution.value;
  const reported = syncing && syncing.highestBlock > 0 ? syncing : undefined;
  const missing = isAtGenesis(newest)
    ? undefined
    : Math.floor(
        Math.max(0, headAgeSeconds(newest) ?? 0) / network.secondsPerSlot,
      );
  if (
    reported &&
    (missing === undefined ||
      reported.highestBlock >= head.number + MIN_SHARE_OF_SLOTS * missing)
  ) {
    const { currentBlock, highestBlock } = reported;
    return { currentBlock, highestBlock, isEstimate: false };
  }
  return missing === undefined
    ? undefined
    : {
        currentBlock: head.number,
        highestBlock: head.number + missing,
        isEstimate: true,
      };
}

/** The blocks, and the time that is left where the rate gives one. */
export function progressOf(
  network: Network,
  newest: NodeSample,
  rate: number | undefined,
): Verdict['progress'] {
  const blocks = blocksOf(network, newest);
  if (blocks === undefined) {
    return undefined;
  }
  const { currentBlock, highestBlock } = blocks;
  const eta = etaSeconds(headAgeSeconds(newest), rate);
  return {
    currentBlock,
    highestBlock,
    ...(eta === undefined ? {} : { etaSeconds: eta }),
  };
}
