import type { Network } from '../networks/schema';
import type { NodeSample } from './sample';
import type { Finality, NodeState } from './verdict';

/**
 * Epochs from the finalized one to the present one that are still normal: 2, or 3 in the first slots of an epoch.
 *
 * A fifth means that an epoch found no two thirds. The protocol itself counts one epoch longer and then lets the stake of
 * absent validators leak (consensus-specs, specs/phase0/beacon-chain.md: MIN_EPOCHS_TO_INACTIVITY_PENALTY = 4, from the
 * previous epoch). A node's own lag of one epoch stays within the bound too.
 */
const MostEpochsToFinality = 4;

/**
 * How far the finalized epoch lies behind the present one, and whether the chain finalizes.
 *
 * `finalizing` is absent where an old finalized epoch says nothing of the network: the node itself is more than an epoch
 * behind, and what it has not seen may well be finalized.
 *
 * @returns undefined when no consensus client answers, or it names no finalized epoch
 */
export function finalityOf(
  network: Network,
  { consensus, at }: NodeSample,
  state: NodeState,
): Finality | undefined {
  if (
    consensus.kind !== 'ok' ||
    consensus.value.finalizedEpoch === undefined ||
    state === 'WRONG_NETWORK'
  ) {
    return undefined;
  }
  const { headSlot, syncDistance, finalizedEpoch } = consensus.value;
  const { slotsPerEpoch } = network;
  // Some clients count no distance while they call themselves in sync, so the clock is asked too.
  const slot = Math.max(headSlot + syncDistance, slotByClock(network, at));
  const epoch = Math.floor(slot / slotsPerEpoch);
  if (finalizedEpoch > epoch) {
    return {
      distanceEpochs: 0,
      detail: `epoch ${finalizedEpoch} is said to be finalized, and the present one is ${epoch}: the consensus client is of another network, or the clock is behind`,
    };
  }
  const distanceEpochs = epoch - finalizedEpoch;
  const distance = `epoch ${finalizedEpoch} is finalized, ${distanceEpochs} epochs before the present one`;
  if (distanceEpochs <= MostEpochsToFinality) {
    return { distanceEpochs, finalizing: true, detail: distance };
  }
  const followsNetwork =
    slot - headSlot <= slotsPerEpoch || state === 'NETWORK_STALL';
  return followsNetwork
    ? {
        distanceEpochs,
        finalizing: false,
        detail:
          `the chain does not finalize: ${distance} (2 to 3 are normal); ` +
          'do not restart the node, compare its finalized block with that of nodes with other clients',
      }
    : {
        distanceEpochs,
        detail: `${distance}, and the consensus client's own head is ${
          slot - headSlot
        } slots behind: whether the network finalizes cannot be determined from it`,
      };
}

/** 0 where a devnet's genesis time is not known. */
function slotByClock(
  { genesisTime, secondsPerSlot }: Network,
  at: number,
): number {
  return genesisTime === undefined
    ? 0
    : Math.floor((at / 1000 - genesisTime) / secondsPerSlot);
}
