import { headerRoot } from '../ssz';
import { slotOf, stateOf, type Checkpoint } from './beaconApi';

/** A checkpoint that was never finalized, and that hashes as it should: its body is another. */
export async function aLieAbout(truth: Checkpoint): Promise<Checkpoint> {
  const { message } = truth.header.data.header;
  const body_root = `0x${'ee'.repeat(32)}`;
  const root = await headerRoot(
    {
      slot: slotOf(truth),
      proposer: BigInt(message.proposer_index),
      parentRoot: message.parent_root,
      stateRoot: message.state_root,
    },
    body_root,
  );
  const state = stateOf(truth);
  state.fill(0xee, 144, 176);
  const lie = structuredClone(truth);
  lie.header.data.root = root;
  lie.header.data.header.message.body_root = body_root;
  return { ...lie, root, state: state.toString('base64') };
}
