import { headerRoot } from '../ssz';
import { slotOf, stateOf, type Checkpoint } from './beaconApi';

/** A checkpoint that was never finalized, and that hashes as it should: its body is another. */
export async function aLieAbout(truth: Checkpoint): Promise<Checkpoint> {
  const { message } = truth.header.data.header;
  const bodyRoot = `0x${'ee'.repeat(32)}`;
  const root = await headerRoot(
    {
      slot: slotOf(truth),
      proposer: BigInt(message.proposer_index),
      parentRoot: message.parent_root,
      stateRoot: message.state_root,
    },
    bodyRoot,
  );
  const state = stateOf(truth);
  state.fill(0xee, 144, 176);
  const lie = structuredClone(truth);
  lie.header.data.root = root;
  lie.header.data.header.message.body_root = bodyRoot;
  return { ...lie, root, state: state.toString('base64') };
}
