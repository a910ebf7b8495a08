import type { HistoryMode } from '../clients/schema';
import {
  provenEvidence,
  type DatadirReader,
  type Evidence,
  type HistoryBlocks,
} from './datadir';

const CHAIN = 'geth/chaindata/ancient/chain';
const STATES = 'geth/chaindata/ancient/state';
/** Number of blocks whose state history geth keeps; an archive keeps all since genesis. */
const STATE_HISTORY = 90_000;
/** Tolerance in blocks, because tables are not written in one step. */
const MARGIN = 1_000;
const ENTRY_BYTES = 6;
/** A body that was never fetched takes one byte in its table, a fetched one at least five. */
const MIN_BODY_BYTES = 3;

/** One of geth's tables of ancient data. */
interface Table {
  /** Number of items removed from its start. */
  tail: number;
  /** Number of items, including removed ones. */
  head: number;
  /** Size of the remaining items in bytes. */
  bytes: number;
}

/**
 * Reads the history from geth's ancient tables: it begins at the first block with a body.
 *
 * Source: go-ethereum v1.17.8 core/rawdb/freezer_meta.go (RLP of version, tail and, since version 2, a flush offset),
 * freezer_table.go (entries of six bytes, the first of which counts removed items) and core/history/historymode.go.
 */
export async function gethEvidence(
  datadir: DatadirReader,
  blocks: HistoryBlocks,
): Promise<Evidence> {
  const bodies = await readTable(datadir, CHAIN, 'bodies', 'c');
  if (!bodies) return { excluded: [] };
  const { tail, head, bytes } = bodies;
  const observation = `its oldest body is of block ${tail}`;
  if (tail > 0) {
    const proved = modeBeginningAt(tail, blocks);
    return proved
      ? provenEvidence('geth', proved, observation)
      : { excluded: ['full', 'archive'], observation };
  }
  // Before the first sync has fetched a block, the table is empty or has only blanks.
  if (head === 0 || bytes < head * MIN_BODY_BYTES) return { excluded: [] };
  const excluded: HistoryMode[] = ['pre-merge', 'pre-prague'];
  const states = await readTable(datadir, STATES, 'history.meta', 'r');
  if (!states) return { excluded, observation };
  if (states.tail > 0) {
    return provenEvidence(
      'geth',
      'full',
      `${observation}, and old states were removed`,
    );
  }
  const hasAllStates =
    states.head > STATE_HISTORY + MARGIN && states.head + MARGIN >= head;
  return hasAllStates
    ? provenEvidence('geth', 'archive', observation)
    : { excluded, observation };
}

/** On mainnet geth keeps the last proof-of-work block too. */
function modeBeginningAt(
  tail: number,
  { merge, prague }: HistoryBlocks,
): HistoryMode | undefined {
  if (tail === prague) return 'pre-prague';
  return merge !== undefined && (tail === merge || tail === merge - 1)
    ? 'pre-merge'
    : undefined;
}

async function readTable(
  datadir: DatadirReader,
  folder: string,
  name: string,
  compression: 'c' | 'r',
): Promise<Table | undefined> {
  const index = `${folder}/${name}.${compression}idx`;
  const [meta, entries, indexBytes, files] = await Promise.all([
    datadir.read(`${folder}/${name}.meta`),
    datadir.read(index),
    datadir.size(index),
    datadir.list(folder),
  ]);
  const tail = meta && parseTail(meta);
  if (tail === undefined || !entries || entries.length < ENTRY_BYTES) {
    return undefined;
  }
  // The first entry counts what was removed; each other ends an item.
  const removed = bigEndianNumber(entries.subarray(2, ENTRY_BYTES));
  const items = Math.floor(indexBytes / ENTRY_BYTES) - 1;
  const isData = new RegExp(`^${name}\\.\\d+\\.${compression}dat$`);
  const sizes = await Promise.all(
    files
      .filter(file => isData.test(file))
      .map(file => datadir.size(`${folder}/${file}`)),
  );
  return {
    tail: Math.max(tail, removed),
    head: removed + items,
    bytes: sizes.reduce((sum, size) => sum + size, 0),
  };
}

/** Parses the second item of a short RLP list of numbers; undefined for anything else. */
function parseTail(meta: Uint8Array): number | undefined {
  const length = (meta[0] ?? 0) - 0xc0;
  if (!(length >= 2 && length <= 55) || meta.length <= length) return undefined;
  const numbers: number[] = [];
  for (let at = 1; at <= length; ) {
    const prefix = meta[at] ?? 0;
    const short = prefix < 0x80;
    const size = short ? 1 : prefix - 0x80;
    const begin = short ? at : at + 1;
    if (size > 8 || begin + size > length + 1) return undefined;
    numbers.push(bigEndianNumber(meta.subarray(begin, begin + size)));
    at = begin + size;
  }
  const [version, tail] = numbers;
  const isKnown = version === 1 || version === 2;
  return isKnown && Number.isSafeInteger(tail) ? tail : undefined;
}

function bigEndianNumber(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0);
}
