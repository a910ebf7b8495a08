import type { Network } from '@nodeyard/ethereum';
import type { Candidate } from './candidates';
import { SourceError } from './sourceError';
import { headerRoot, readBlockHead, readStateHead } from './ssz';

/** Slots from a checkpoint's block to the state that a source gives for it, at most: a missed slot or a whole epoch of them. */
const EPOCHS_AHEAD = 2;

/**
 * Refuses the beginning of a state that does not follow the agreed block: its header must hash to the agreed root. What
 * comes after the header is the client's to verify.
 */
export async function verifyState(
  first: Buffer,
  agreed: Candidate,
  network: Network,
): Promise<void> {
  const state = readStateHead(first);
  if (!state) throw new SourceError('sends what is too short to be a state');
  sameGenesis(state.genesisValidatorsRoot, agreed.genesisValidatorsRoot);
  const { head, root } = agreed;
  const most = head.slot + EPOCHS_AHEAD * network.slotsPerEpoch;
  if (state.slot < head.slot || state.slot > most) {
    throw new SourceError(
      `sends the state of slot ${state.slot}, not of slot ${head.slot}`,
    );
  }
  const { header } = state;
  const zero = /^0x0+$/.test(header.stateRoot);
  const found = await headerRoot(
    zero ? { ...header, stateRoot: head.stateRoot } : header,
    header.bodyRoot,
  );
  if (found !== root) {
    throw new SourceError(
      `sends a state that follows block ${found}, not ${root}`,
    );
  }
  refuseFork(state.forkVersion, state.slot, network);
}

/** Refuses the beginning of a state that is not the genesis of this network. */
export function verifyGenesis(
  first: Buffer,
  genesisValidatorsRoot: string,
): void {
  const state = readStateHead(first);
  if (!state) throw new SourceError('sends what is too short to be a state');
  sameGenesis(state.genesisValidatorsRoot, genesisValidatorsRoot);
  if (state.slot !== 0) {
    throw new SourceError(
      `sends the state of slot ${state.slot}, not of genesis`,
    );
  }
}

/** Refuses the beginning of another block than the agreed one. */
export function verifyBlock(first: Buffer, { head, root }: Candidate): void {
  const block = readBlockHead(first);
  if (
    block?.slot !== head.slot ||
    block.stateRoot !== head.stateRoot ||
    block.parentRoot !== head.parentRoot ||
    block.proposer !== head.proposer
  ) {
    throw new SourceError(`sends another block for root ${root}`);
  }
}

function sameGenesis(found: string, expected: string): void {
  if (found !== expected) {
    throw new SourceError(
      `sends a state of another network: genesis_validators_root ${found}, expected ${expected}`,
      'wrong-network',
    );
  }
}

/** A version that the facts do not know may be newer than they are; one that they know must be the one of its day. */
function refuseFork(version: string, slot: number, network: Network): void {
  const epoch = Math.floor(slot / network.slotsPerEpoch);
  const dated = network.forks.flatMap(({ consensus }) =>
    consensus?.version ? [{ ...consensus, version: consensus.version }] : [],
  );
  const expected = dated.filter(fork => fork.epoch <= epoch).at(-1);
  const calledOff = network.withdrawnForks?.find(
    ({ consensus }) => consensus.version === version,
  );
  if (calledOff) {
    throw new SourceError(
      `follows ${calledOff.consensus.name}, which was called off on ${calledOff.withdrawnAt}`,
      'wrong-network',
    );
  }
  const known = [
    network.genesisForkVersion,
    ...dated.map(fork => fork.version),
  ];
  if (expected && version !== expected.version && known.includes(version)) {
    throw new SourceError(
      `sends a state of fork version ${version}, and ${expected.name} (${expected.version}) is in force in epoch ${epoch}`,
      'wrong-network',
    );
  }
}

/** Name of the fork in force at a slot, as the header `Eth-Consensus-Version` has it; where the facts know one. */
export function forkNameAt(slot: number, network: Network): string | undefined {
  const epoch = Math.floor(slot / network.slotsPerEpoch);
  return network.forks
    .flatMap(({ consensus }) => (consensus?.version ? [consensus] : []))
    .filter(fork => fork.epoch <= epoch)
    .at(-1)?.name;
}
