import {
  DIGEST_BYTES,
  corrupt,
  MAX_CHUNK_BYTES,
  MAX_INDEX_ENTRIES,
  MAX_INDEX_PACKS,
  MAX_PACK_DATA_BYTES,
} from '@nodeyard/snapshot-store';
import { hexDigestOf } from './digest';

const MAGIC = Buffer.from('NYINDEX1', 'latin1');
const HEADER_BYTES = 16;
/** Bytes of one entry: chunk digest, pack, offset, stored, length. */
export const ENTRY_BYTES = 48;

/** Location of a chunk. */
export interface ChunkLocation {
  /** Digest of the chunk, 32 bytes. */
  digest: Buffer;
  /** Position of the pack in a list of packs. */
  pack: number;
  offset: number;
  /** Bytes in the pack: fewer than `length` for a zstd frame. */
  stored: number;
  length: number;
}

/** A decoded index: packs as hex digests, entries in their binary form. */
export interface Index {
  packs: string[];
  entries: Buffer;
}

/** Minimum size of an index with this number of entries. */
export function minIndexBytes(entries: number): number {
  return HEADER_BYTES + entries * ENTRY_BYTES;
}

export function entryAt(entries: Buffer, position: number): ChunkLocation {
  const at = position * ENTRY_BYTES;
  return {
    digest: entries.subarray(at, at + DIGEST_BYTES),
    pack: entries.readUInt32LE(at + 32),
    offset: entries.readUInt32LE(at + 36),
    stored: entries.readUInt32LE(at + 40),
    length: entries.readUInt32LE(at + 44),
  };
}

export function writeEntry(
  entries: Buffer,
  position: number,
  place: ChunkLocation,
): void {
  const at = position * ENTRY_BYTES;
  place.digest.copy(entries, at);
  entries.writeUInt32LE(place.pack, at + 32);
  entries.writeUInt32LE(place.offset, at + 36);
  entries.writeUInt32LE(place.stored, at + 40);
  entries.writeUInt32LE(place.length, at + 44);
}

/**
 * Encode an index object.
 *
 * @param entries - entries whose `pack` is a position in the writer's own list
 * @param packDigest - hex digest of a pack in that list
 */
export function encodeIndex(
  entries: Buffer,
  packDigest: (pack: number) => string,
): Buffer {
  const positions = new Map<string, number>();
  const body = Buffer.from(entries);
  for (let at = 0; at < body.length; at += ENTRY_BYTES) {
    const digest = packDigest(body.readUInt32LE(at + 32));
    let position = positions.get(digest);
    if (position === undefined) {
      positions.set(digest, (position = positions.size));
    }
    body.writeUInt32LE(position, at + 32);
  }
  const header = Buffer.alloc(HEADER_BYTES);
  MAGIC.copy(header);
  header.writeUInt32LE(positions.size, 8);
  header.writeUInt32LE(body.length / ENTRY_BYTES, 12);
  return Buffer.concat([
    header,
    ...[...positions.keys()].map(hex => Buffer.from(hex, 'hex')),
    body,
  ]);
}

/**
 * Decode the index of a digest.
 *
 * @throws SnapshotError `corrupt` if the digest does not match, or a location is out of range
 */
export function decodeIndex(digest: string, bytes: Buffer): Index {
  const damaged = (how: string) =>
    corrupt(
      'index-damaged',
      `indexes/${digest} ${how}. Take another snapshot.`,
    );
  if (hexDigestOf(bytes) !== digest) {
    throw damaged('does not match its digest: it is damaged or truncated');
  }
  if (bytes.length < HEADER_BYTES || !bytes.subarray(0, 8).equals(MAGIC)) {
    throw damaged('is not an index');
  }
  const packCount = bytes.readUInt32LE(8);
  const entryCount = bytes.readUInt32LE(12);
  const body = HEADER_BYTES + packCount * DIGEST_BYTES;
  if (
    packCount > MAX_INDEX_PACKS ||
    entryCount > MAX_INDEX_ENTRIES ||
    bytes.length !== body + entryCount * ENTRY_BYTES
  ) {
    throw damaged('does not have the length of its header');
  }
  const packs = Array.from({ length: packCount }, (_, n) =>
    bytes.toString(
      'hex',
      HEADER_BYTES + n * DIGEST_BYTES,
      HEADER_BYTES + (n + 1) * DIGEST_BYTES,
    ),
  );
  const entries = bytes.subarray(body);
  for (let n = 0; n < entryCount; n++) {
    if (!isValidLocation(entryAt(entries, n), packCount)) {
      throw damaged(`has a location out of range in entry ${n}`);
    }
  }
  return { packs, entries };
}

function isValidLocation(
  { pack, offset, stored, length }: ChunkLocation,
  packCount: number,
): boolean {
  return (
    pack < packCount &&
    length > 0 &&
    length <= MAX_CHUNK_BYTES &&
    stored > 0 &&
    stored <= length &&
    offset + stored <= MAX_PACK_DATA_BYTES
  );
}
