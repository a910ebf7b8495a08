import type { Network } from '@nodeyard/ethereum';
import type { Candidate } from './candidates';
import type { Limits } from './limits';
import {
  openVerified,
  type VerifiedResponse,
  type VerifiedRequest,
} from './relay';
import type { CheckpointRequest } from './routes';
import { toSourceError } from './sourceError';
import { BLOCK_HEAD_BYTES, STATE_HEAD_BYTES } from './ssz';
import { verifyBlock, verifyGenesis, verifyState } from './verify';

export const SSZ = 'application/octet-stream';

interface RequestContext {
  network: Network;
  limits: Limits;
  /** Absent: only a genesis can be requested. */
  agreed?: Candidate;
}

/** Requests a resource from one source, always of the agreed block, whichever ID the client used for it. */
export async function requestFromSource(
  url: string,
  request: CheckpointRequest,
  { network, limits, agreed }: RequestContext,
): Promise<VerifiedResponse> {
  const open = (
    id: string,
    headBytes: number,
    verify: VerifiedRequest['verify'],
    accept = SSZ,
  ) =>
    openVerified({
      url: url + request.path(id),
      accept,
      headBytes,
      verify,
      limits,
    });

  if (request.id === 'genesis' || !agreed) {
    const root = (agreed ?? network).genesisValidatorsRoot ?? '';
    return open('genesis', STATE_HEAD_BYTES, first =>
      verifyGenesis(first, root),
    );
  }
  if (request.kind === 'block') {
    return open(agreed.root, BLOCK_HEAD_BYTES, first =>
      verifyBlock(first, agreed),
    );
  }
  // The client checks blobs and envelopes against the block.
  if (request.kind !== 'state') {
    return open(agreed.root, 0, () => {}, `${SSZ},application/json`);
  }

  const verify = (first: Buffer) => verifyState(first, agreed, network);
  const slot = firstSlotFrom(agreed.head.slot, network);
  try {
    return await open(String(slot), STATE_HEAD_BYTES, verify);
  } catch (error) {
    // Some sources serve the state only as `finalized`.
    if (toSourceError(error).status === undefined) throw error;
    return open('finalized', STATE_HEAD_BYTES, verify);
  }
}

/** Slot of the state that belongs to a finalized block: the first of an epoch, which may come after it. */
function firstSlotFrom(slot: number, { slotsPerEpoch }: Network): number {
  return Math.ceil(slot / slotsPerEpoch) * slotsPerEpoch;
}

/** Response data that follows from the agreement alone; undefined for resources that a source must serve. */
export function answerFromAgreement(
  { kind }: CheckpointRequest,
  { root, head }: Candidate,
  network: Network,
): object | undefined {
  if (kind === 'root') return { root };
  if (kind !== 'finality') return undefined;
  const epoch = firstSlotFrom(head.slot, network) / network.slotsPerEpoch;
  const checkpoint = { epoch: String(epoch), root };
  return {
    previous_justified: checkpoint,
    current_justified: checkpoint,
    finalized: checkpoint,
  };
}

/** Whether a request is for the agreed checkpoint. */
export function isPinned(
  { id, kind }: CheckpointRequest,
  { root, head }: Candidate,
  network: Network,
): boolean {
  if (id === 'finalized' || kind === 'finality') return true;
  const names =
    kind === 'state'
      ? [head.stateRoot, String(firstSlotFrom(head.slot, network))]
      : [root, String(head.slot)];
  return names.includes(id);
}
