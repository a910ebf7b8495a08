import { keccak_256 } from '@noble/hashes/sha3';
import { open } from 'node:fs/promises';

/** Genesis without accounts, merged from the start, on which an empty block changes nothing. */
export const emptyGenesis = {
  config: {
    chainId: 7332,
    ...Object.fromEntries(
      [
        ...['homestead', 'eip150', 'eip155', 'eip158', 'byzantium'],
        ...['constantinople', 'petersburg', 'istanbul', 'berlin', 'london'],
      ].map(fork => [`${fork}Block`, 0]),
    ),
    terminalTotalDifficulty: 0,
  },
  difficulty: '0x0',
  gasLimit: '0x1c9c380',
  timestamp: '0x64000000',
  baseFeePerGas: '0x7',
  alloc: {},
};

const EMPTY_UNCLES =
  '1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347';
/** Root of an empty trie: state, transactions and receipts. */
const EMPTY_TRIE =
  '56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421';
const BLOCKS_AT_ONCE = 5_000;

/**
 * Writes a chain of empty blocks in the format of `geth import`: long enough to be pruned, without a network.
 *
 * @param numbers - blocks whose hashes are returned
 * @returns hash by block number
 */
export async function writeEmptyBlocks(
  file: string,
  count: number,
  numbers: readonly number[],
): Promise<Record<number, string>> {
  const hashes: Record<number, string> = {};
  const output = await open(file, 'w');
  try {
    let parent: Uint8Array = new Uint8Array(32);
    let blocks: Uint8Array[] = [];
    for (let number = 0; number <= count; number++) {
      const header = headerOf(number, parent);
      parent = keccak_256(header);
      if (numbers.includes(number)) {
        hashes[number] = `0x${Buffer.from(parent).toString('hex')}`;
      }
      if (number > 0) blocks.push(list([header, list([]), list([])]));
      if (blocks.length === BLOCKS_AT_ONCE || number === count) {
        await output.writeFile(Buffer.concat(blocks));
        blocks = [];
      }
    }
  } finally {
    await output.close();
  }
  return hashes;
}

/** Source: execution-specs, London's header; a base fee of 7 stays 7 while blocks are empty (EIP-1559). */
function headerOf(number: number, parent: Uint8Array): Buffer {
  const hash = (hex: string) => item(Buffer.from(hex, 'hex'));
  const trie = hash(EMPTY_TRIE);
  return list([
    ...[item(parent), hash(EMPTY_UNCLES), item(Buffer.alloc(20))],
    ...[trie, trie, trie, item(Buffer.alloc(256))],
    ...[integer(0), integer(number), integer(Number(emptyGenesis.gasLimit))],
    ...[integer(0), integer(Number(emptyGenesis.timestamp) + 12 * number)],
    ...[item(Buffer.alloc(0)), item(Buffer.alloc(32)), item(Buffer.alloc(8))],
    integer(Number(emptyGenesis.baseFeePerGas)),
  ]);
}

function integer(value: number): Buffer {
  const hex = value === 0 ? '' : value.toString(16);
  return item(
    Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex'),
  );
}

/** RLP of bytes. */
function item(bytes: Uint8Array): Buffer {
  const [first = 0] = bytes;
  return bytes.length === 1 && first < 0x80
    ? Buffer.from(bytes)
    : Buffer.concat([lengthOf(bytes.length, 0x80), bytes]);
}

/** RLP of a list of encoded items. */
function list(items: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(items);
  return Buffer.concat([lengthOf(body.length, 0xc0), body]);
}

function lengthOf(length: number, base: number): Buffer {
  if (length < 56) return Buffer.from([base + length]);
  const hex = length.toString(16);
  const bytes = Buffer.from(
    hex.padStart(hex.length + (hex.length % 2), '0'),
    'hex',
  );
  return Buffer.concat([Buffer.from([base + 55 + bytes.length]), bytes]);
}
