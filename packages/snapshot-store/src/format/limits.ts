const KIB = 1024;
const MIB = 1024 * KIB;

/** Chunk size of files that are not changed in place. */
export const CHUNK_BYTES = 4 * MIB;
/** Chunk size of MDBX files, whose pages change in place: it halves a delta; 4 KiB would cost more than it saves. */
export const FINE_CHUNK_BYTES = 64 * KIB;
export const MIN_CHUNK_BYTES = 4 * KIB;
export const MAX_CHUNK_BYTES = 4 * MIB;

export const MAX_PACK_DATA_BYTES = 32 * MIB;
export const MAX_PACK_ROWS = 65_536;
export const MAX_INDEX_ENTRIES = 65_536;
export const MAX_INDEXES = 1_000_000;
export const MAX_INDEX_PACKS = 65_536;
/** Header, packs and entries at their maximum. */
export const MAX_INDEX_BYTES =
  16 + 32 * MAX_INDEX_PACKS + 48 * MAX_INDEX_ENTRIES;
/** Chunk bytes, table and tail. */
export const MAX_PACK_BYTES = MAX_PACK_DATA_BYTES + 44 * MAX_PACK_ROWS + 12;
/** `latest.json`, a verification, a heartbeat. */
export const MAX_DOCUMENT_BYTES = 64 * KIB;
/** Packs of 16 MiB for 30 TiB; listings are kept in memory. */
export const MAX_LISTED = 2_000_000;
export const MAX_MANIFEST_BYTES = 64 * MIB;
export const MAX_FILES = 1_000_000;
export const MAX_FILE_BYTES = 2 ** 50;
export const MAX_PATH_BYTES = 1_024;
export const MAX_SEGMENT_BYTES = 255;

/** @returns chunks of a file: none for an empty one */
export function chunkCount(size: number, chunkSize: number): number {
  return Math.ceil(size / chunkSize);
}
