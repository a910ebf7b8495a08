import type { Message } from '../messages/message';
import { createNodeMessage } from '../messages/nodeMessages';
import type { Network } from '../networks/schema';
import type { NodeSample } from './sample';
import type { Finality, NodeState } from './verdict';
import { withDetail, type WithDetail } from './verdictText';

/**
 * Maximum normal distance between the finalized and the current epoch: 2, or 3 in the first slots of an epoch.
 *
 * A distance of 5 means that an epoch did not reach two thirds of the stake. The protocol itself counts one epoch longer and then lets the stake of
 * absent validators leak (consensus-specs, specs/phase0/beacon-chain.md: MIN_EPOCHS_TO_INACTIVITY_PENALTY = 4, from the
 * previous epoch). A node's own lag of one epoch stays within the bound too.
 */
const MAX_EPOCHS_TO_FINALITY = 4;

type FinalityFinding = Omit<Finality, 'detail' | 'detailCoded'>;

/**
 * Distance between the finalized and the current epoch, and whether the chain finalizes.
 *
 * `finalizing` is absent if the node itself is more than an epoch behind: the blocks that it lacks may be finalized.
 *
 * @returns undefined if no consensus client answers, or if it reports no finalized epoch
 */
export function finalityOf(
  network: Network,
  sample: NodeSample,
  state: NodeState,
): WithDetail<FinalityFinding> | undefined {
  const found = measureFinality(network, sample, state);
  return found && withDetail(found, sample.at);
}

function measureFinality(
  network: Network,
  { consensus, at }: NodeSample,
  state: NodeState,
): (FinalityFinding & { detail: Message }) | undefined {
  if (
    consensus.kind !== 'ok' ||
    consensus.value.finalizedEpoch === undefined ||
    state === 'WRONG_NETWORK'
  ) {
    return undefined;
  }
  const { headSlot, syncDistance, finalizedEpoch } = consensus.value;
  const { slotsPerEpoch } = network;
  // Some clients report no distance while they are in sync, so the clock is used too.
  const slot = Math.max(headSlot + syncDistance, slotAtTime(network, at));
  const epoch = Math.floor(slot / slotsPerEpoch);
  if (finalizedEpoch > epoch) {
    return {
      distanceEpochs: 0,
      detail: createNodeMessage('finalized-ahead', {
        epoch: finalizedEpoch,
        present: epoch,
      }),
    };
  }
  const distanceEpochs = epoch - finalizedEpoch;
  const params = { epoch: finalizedEpoch, distance: distanceEpochs };
  if (distanceEpochs <= MAX_EPOCHS_TO_FINALITY) {
    return {
      distanceEpochs,
      finalizing: true,
      detail: createNodeMessage('finalized', params),
    };
  }
  const followsNetwork =
    slot - headSlot <= slotsPerEpoch || state === 'NETWORK_STALL';
  return followsNetwork
    ? {
        distanceEpochs,
        finalizing: false,
        detail: createNodeMessage('not-finalizing', params),
      }
    : {
        distanceEpochs,
        detail: createNodeMessage('finality-hidden', {
          ...params,
          slots: slot - headSlot,
        }),
      };
}

/** Slot at a time in milliseconds; 0 if a devnet's genesis time is unknown. */
function slotAtTime(
  { genesisTime, secondsPerSlot }: Network,
  at: number,
): number {
  return genesisTime === undefined
    ? 0
    : Math.floor((at / 1000 - genesisTime) / secondsPerSlot);
}
