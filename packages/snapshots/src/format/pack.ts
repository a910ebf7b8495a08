import {
  DIGEST_BYTES,
  corrupt,
  MAX_CHUNK_BYTES,
  MAX_PACK_DATA_BYTES,
  MAX_PACK_ROWS,
} from '@nodeyard/snapshot-store';
import type { ChunkLocation } from './chunkIndex';
import { hexDigestOf } from './digest';

const MAGIC = Buffer.from('NYPACK1\n', 'latin1');
const ROW_BYTES = 44;
/** Bytes after the table: number of rows, magic. */
export const PACK_TAIL_BYTES = 12;

/** One chunk in a pack. */
export type PackRow = Omit<ChunkLocation, 'pack'>;

/** @returns bytes of a pack's table and tail */
export function packEndBytes(rows: number): number {
  return rows * ROW_BYTES + PACK_TAIL_BYTES;
}

/** Table and tail of a pack, and the digest of the table, which is its name. */
export function encodePackEnd(rows: readonly PackRow[]): {
  digest: string;
  end: Buffer;
} {
  const table = Buffer.alloc(rows.length * ROW_BYTES);
  rows.forEach((row, n) => {
    row.digest.copy(table, n * ROW_BYTES);
    table.writeUInt32LE(row.offset, n * ROW_BYTES + 32);
    table.writeUInt32LE(row.stored, n * ROW_BYTES + 36);
    table.writeUInt32LE(row.length, n * ROW_BYTES + 40);
  });
  const tail = Buffer.alloc(PACK_TAIL_BYTES);
  tail.writeUInt32LE(rows.length, 0);
  MAGIC.copy(tail, 4);
  return { digest: hexDigestOf(table), end: Buffer.concat([table, tail]) };
}

/**
 * Number of rows in the tail of a pack.
 *
 * @throws SnapshotError `corrupt` if it is not a tail
 */
export function rowCountOfTail(name: string, tail: Buffer): number {
  const rows =
    tail.length === PACK_TAIL_BYTES && tail.subarray(4).equals(MAGIC)
      ? tail.readUInt32LE(0)
      : 0;
  if (rows === 0 || rows > MAX_PACK_ROWS) {
    throw damaged(name, 'has no valid tail: it is damaged or truncated');
  }
  return rows;
}

/**
 * The chunks of a pack, by its table.
 *
 * @param name - hex digest that names the pack
 * @param dataBytes - bytes before the table
 * @throws SnapshotError `corrupt` if the table does not match the digest
 */
export function decodePackTable(
  name: string,
  table: Buffer,
  dataBytes: number,
): PackRow[] {
  if (hexDigestOf(table) !== name) {
    throw damaged(name, 'does not match its digest');
  }
  const rows: PackRow[] = [];
  let end = 0;
  for (let at = 0; at < table.length; at += ROW_BYTES) {
    const row = {
      digest: table.subarray(at, at + DIGEST_BYTES),
      offset: table.readUInt32LE(at + 32),
      stored: table.readUInt32LE(at + 36),
      length: table.readUInt32LE(at + 40),
    };
    const possible =
      row.offset === end &&
      row.stored > 0 &&
      row.stored <= row.length &&
      row.length <= MAX_CHUNK_BYTES;
    if (!possible) {
      throw damaged(name, `has values out of range in row ${rows.length}`);
    }
    end += row.stored;
    rows.push(row);
  }
  if (end !== dataBytes || end > MAX_PACK_DATA_BYTES) {
    throw damaged(name, 'does not have the length of its table');
  }
  return rows;
}

function damaged(name: string, how: string) {
  return corrupt(
    'pack-damaged',
    `Pack ${name} ${how}. Run "snapshot-builder verify --repair", then build again.`,
  );
}
