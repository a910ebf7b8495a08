import type { Network } from '@nodeyard/ethereum';
import type { Candidate } from './candidates';
import type { Limits } from './limits';
import { prepare, type Ready, type Wish } from './relay';
import type { Asked } from './routes';
import { asSourceError } from './sourceError';
import { BLOCK_HEAD_BYTES, STATE_HEAD_BYTES } from './ssz';
import { verifyBlock, verifyGenesis, verifyState } from './verify';

export const SSZ = 'application/octet-stream';

interface Subject {
  network: Network;
  limits: Limits;
  /** Absent: only a genesis can be asked for. */
  agreed?: Candidate;
}

/** Asks one source for what the client wants, pinned to the agreed block whatever name the client has for it. */
export async function askFor(
  url: string,
  asked: Asked,
  { network, limits, agreed }: Subject,
): Promise<Ready> {
  const wish = (
    id: string,
    headBytes: number,
    verify: Wish['verify'],
    accept = SSZ,
  ) =>
    prepare({ url: url + asked.path(id), accept, headBytes, verify, limits });

  if (asked.id === 'genesis' || !agreed) {
    const root = (agreed ?? network).genesisValidatorsRoot ?? '';
    return wish('genesis', STATE_HEAD_BYTES, first =>
      verifyGenesis(first, root),
    );
  }
  if (asked.what === 'block') {
    return wish(agreed.root, BLOCK_HEAD_BYTES, first =>
      verifyBlock(first, agreed),
    );
  }
  // Blobs and envelopes are bound to the block by what is in it, which the client checks.
  if (asked.what !== 'state') {
    return wish(agreed.root, 0, () => {}, `${SSZ},application/json`);
  }

  const verify = (first: Buffer) => verifyState(first, agreed, network);
  const slot = firstSlotFrom(agreed.head.slot, network);
  try {
    return await wish(String(slot), STATE_HEAD_BYTES, verify);
  } catch (error) {
    // Some keep the state by no other name.
    if (asSourceError(error).status === undefined) throw error;
    return wish('finalized', STATE_HEAD_BYTES, verify);
  }
}

/** Slot of the state that belongs to a finalized block: the first of an epoch, which may come after it. */
function firstSlotFrom(slot: number, { slotsPerEpoch }: Network): number {
  return Math.ceil(slot / slotsPerEpoch) * slotsPerEpoch;
}

/** What the agreement itself answers, without any source. */
export function dataOf(
  { what }: Asked,
  { root, head }: Candidate,
  network: Network,
): object | undefined {
  if (what === 'root') return { root };
  if (what !== 'finality') return undefined;
  const epoch = firstSlotFrom(head.slot, network) / network.slotsPerEpoch;
  const checkpoint = { epoch: String(epoch), root };
  return {
    previous_justified: checkpoint,
    current_justified: checkpoint,
    finalized: checkpoint,
  };
}

/** Whether a request is about the agreed checkpoint. */
export function isPinned(
  { id, what }: Asked,
  { root, head }: Candidate,
  network: Network,
): boolean {
  if (id === 'finalized' || what === 'finality') return true;
  const names =
    what === 'state'
      ? [head.stateRoot, String(firstSlotFrom(head.slot, network))]
      : [root, String(head.slot)];
  return names.includes(id);
}
