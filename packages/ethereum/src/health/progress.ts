import type { Network } from '../networks/schema';
import { headAgeSeconds, isAtGenesis } from './head';
import { etaSeconds } from './rate';
import type { NodeSample } from './sample';
import type { Verdict } from './verdict';

/** Minimum share of slots with a block, when the highest block of a client is compared with the age of its head. */
const MIN_SHARE_OF_SLOTS = 0.75;

interface Blocks {
  currentBlock: number;
  highestBlock: number;
  /** Whether the highest block is computed from the age of the head. */
  isEstimate: boolean;
}

/**
 * Current and target block of a sync.
 *
 * The highest block of a client is used only if the age of its head does not contradict it: reth reports its own head, at 40 days
 * behind. At block 0 the age is meaningless (the genesis of mainnet has time 0, and a snap sync leaves the head there).
 *
 * @returns undefined if neither the client nor the head determines the target
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

/** Current and target block, and the remaining time if the rate is known. */
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
