/**
 * Fields of a block and of a state that have fixed offsets in their SSZ encoding, in every fork so far.
 *
 * Source: ethereum/consensus-specs, ssz/simple-serialize.md; SignedBeaconBlock and BeaconState of all specs from phase0 to gloas.
 */

/** The first fields of a block. */
export interface BlockHead {
  slot: number;
  proposer: bigint;
  parentRoot: string;
  stateRoot: string;
}

/** The first fields of a state. */
export interface StateHead {
  genesisValidatorsRoot: string;
  slot: number;
  /** Fork version in force. */
  forkVersion: string;
  /** Header of the block that the state follows; its state root is zero until the next slot. */
  header: BlockHead & { bodyRoot: string };
}

const OFFSET_BYTES = 4;
const SIGNATURE_BYTES = 96;
const MESSAGE = OFFSET_BYTES + SIGNATURE_BYTES;
/** Slot, proposer and two roots. */
const BLOCK_FIELDS = 8 + 8 + 32 + 32;

export const BLOCK_HEAD_BYTES = MESSAGE + BLOCK_FIELDS;
export const STATE_HEAD_BYTES = 64 + BLOCK_FIELDS + 32;

/** Parses the first bytes of a signed block; undefined if they are not the start of one. */
export function readBlockHead(bytes: Buffer): BlockHead | undefined {
  if (bytes.length < BLOCK_HEAD_BYTES || bytes.readUInt32LE(0) !== MESSAGE) {
    return undefined;
  }
  const head = blockFields(bytes, MESSAGE);
  return Number.isSafeInteger(head.slot) ? head : undefined;
}

/** Parses the first bytes of a state; undefined if they are not the start of one. */
export function readStateHead(bytes: Buffer): StateHead | undefined {
  if (bytes.length < STATE_HEAD_BYTES) return undefined;
  const slot = uint64(bytes, 40);
  if (!Number.isSafeInteger(slot)) return undefined;
  return {
    genesisValidatorsRoot: hex(bytes, 8, 32),
    slot,
    forkVersion: hex(bytes, 52, 4),
    header: {
      ...blockFields(bytes, 64),
      bodyRoot: hex(bytes, 64 + BLOCK_FIELDS, 32),
    },
  };
}

function blockFields(bytes: Buffer, at: number): BlockHead {
  return {
    slot: uint64(bytes, at),
    proposer: bytes.readBigUInt64LE(at + 8),
    parentRoot: hex(bytes, at + 16, 32),
    stateRoot: hex(bytes, at + 48, 32),
  };
}

function uint64(bytes: Buffer, at: number): number {
  return Number(bytes.readBigUInt64LE(at));
}

function hex(bytes: Buffer, at: number, length: number): string {
  return `0x${bytes.toString('hex', at, at + length)}`;
}

/** Hash tree root of a block header: of the five fields and three empty leaves. */
export async function headerRoot(
  { slot, proposer, parentRoot, stateRoot }: BlockHead,
  bodyRoot: string,
): Promise<string> {
  // Loaded on demand: nodes with a database never need it.
  const { createHash } = await import('node:crypto');
  const pair = (left: Buffer, right: Buffer) =>
    createHash('sha256').update(left).update(right).digest();
  const number = (value: bigint) => {
    const leaf = Buffer.alloc(32);
    leaf.writeBigUInt64LE(value);
    return leaf;
  };
  const root = (text: string) => Buffer.from(text.slice(2), 'hex');
  const empty = Buffer.alloc(32);
  const fields = pair(
    pair(number(BigInt(slot)), number(proposer)),
    pair(root(parentRoot), root(stateRoot)),
  );
  const others = pair(pair(root(bodyRoot), empty), pair(empty, empty));
  return `0x${pair(fields, others).toString('hex')}`;
}
