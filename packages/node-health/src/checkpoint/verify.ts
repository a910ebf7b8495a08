import type { Network } from '@nodeyard/ethereum';
import type { Candidate } from './candidates';
import { SourceError } from './sourceError';
import { headerRoot, readBlockHead, readStateHead } from './ssz';

/** Maximum distance from a checkpoint's block to its state: the slots after the block may have been missed. */
const MAX_EPOCHS_AHEAD = 2;

/**
 * Verifies the first bytes of a state: its block header must hash to the agreed root. The consensus client verifies the rest.
 *
 * @throws SourceError
 */
export async function verifyState(
  first: Buffer,
  agreed: Candidate,
  network: Network,
): Promise<void> {
  const state = readStateHead(first);
  if (!state) throw new SourceError('returned too few bytes for a state');
  assertGenesis(state.genesisValidatorsRoot, agreed.genesisValidatorsRoot);
  const { head, root } = agreed;
  const maxSlot = head.slot + MAX_EPOCHS_AHEAD * network.slotsPerEpoch;
  if (state.slot < head.slot || state.slot > maxSlot) {
    throw new SourceError(
      `returned the state of slot ${state.slot}, not of slot ${head.slot}`,
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
      `returned a state that follows block ${found}, not ${root}`,
    );
  }
  assertFork(state.forkVersion, state.slot, network);
}

/** Verifies the first bytes of the genesis state. @throws SourceError */
export function verifyGenesis(
  first: Buffer,
  genesisValidatorsRoot: string,
): void {
  const state = readStateHead(first);
  if (!state) throw new SourceError('returned too few bytes for a state');
  assertGenesis(state.genesisValidatorsRoot, genesisValidatorsRoot);
  if (state.slot !== 0) {
    throw new SourceError(
      `returned the state of slot ${state.slot}, not of genesis`,
    );
  }
}

/** Verifies the first bytes of the agreed block. @throws SourceError */
export function verifyBlock(first: Buffer, { head, root }: Candidate): void {
  const block = readBlockHead(first);
  if (
    block?.slot !== head.slot ||
    block.stateRoot !== head.stateRoot ||
    block.parentRoot !== head.parentRoot ||
    block.proposer !== head.proposer
  ) {
    throw new SourceError(`returned another block for root ${root}`);
  }
}

function assertGenesis(found: string, expected: string): void {
  if (found !== expected) {
    throw new SourceError(
      `returned a state of another network: genesis_validators_root ${found}, expected ${expected}`,
      'wrong-network',
    );
  }
}

/** Refuses a known fork version that is not active at the slot. Unknown versions pass: they may be newer than the facts. */
function assertFork(version: string, slot: number, network: Network): void {
  const epoch = Math.floor(slot / network.slotsPerEpoch);
  const dated = network.forks.flatMap(({ consensus }) =>
    consensus?.version ? [{ ...consensus, version: consensus.version }] : [],
  );
  const expected = dated.filter(fork => fork.epoch <= epoch).at(-1);
  const withdrawn = network.withdrawnForks?.find(
    ({ consensus }) => consensus.version === version,
  );
  if (withdrawn) {
    throw new SourceError(
      `follows ${withdrawn.consensus.name}, which was withdrawn on ${withdrawn.withdrawnAt}`,
      'wrong-network',
    );
  }
  const known = [
    network.genesisForkVersion,
    ...dated.map(fork => fork.version),
  ];
  if (expected && version !== expected.version && known.includes(version)) {
    throw new SourceError(
      `returned a state of fork version ${version}, but ${expected.name} (${expected.version}) is active in epoch ${epoch}`,
      'wrong-network',
    );
  }
}

/** Name of the active fork at a slot, for the header `Eth-Consensus-Version`; undefined if the facts have none. */
export function forkNameAt(slot: number, network: Network): string | undefined {
  const epoch = Math.floor(slot / network.slotsPerEpoch);
  return network.forks
    .flatMap(({ consensus }) => (consensus?.version ? [consensus] : []))
    .filter(fork => fork.epoch <= epoch)
    .at(-1)?.name;
}
