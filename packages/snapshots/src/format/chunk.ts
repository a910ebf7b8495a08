import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { freeBuffer } from '../memory';
import { digestOf } from './digest';

/** Level 3 triples the time for 8 % of size. */
const ZSTD_LEVEL = 1;
/** Ratio that compression must save, or the chunk is stored uncompressed. */
const MIN_SAVING = 0.03;
const SAMPLE_BYTES = 128 * 1024;

/**
 * The bytes to store for a chunk: a zstd frame that is shorter, or the chunk itself.
 *
 * A large chunk is sampled by its first 128 KiB, so that incompressible data costs almost nothing.
 */
export function encodeChunk(chunk: Buffer): Buffer {
  const worthTrying =
    chunk.length <= 4 * SAMPLE_BYTES ||
    shrinks(chunk.subarray(0, SAMPLE_BYTES));
  if (!worthTrying) return chunk;
  const frame = compressed(chunk);
  if (frame.length < chunk.length * (1 - MIN_SAVING)) return frame;
  freeChunk(frame, chunk);
  return chunk;
}

/**
 * The chunk that these stored bytes hold.
 *
 * @returns undefined if they are not a chunk of this digest and length
 */
export function decodeChunk(
  stored: Buffer,
  digest: Buffer,
  length: number,
): Buffer | undefined {
  const chunk =
    stored.length === length ? stored : decompressed(stored, length);
  if (!chunk) return undefined;
  if (chunk.length === length && digestOf(chunk).equals(digest)) return chunk;
  freeChunk(chunk, stored);
  return undefined;
}

/**
 * Free the buffer that `encodeChunk` or `decodeChunk` allocated, if any: zstd's calls return a new buffer of 4 MiB each.
 *
 * @param output - what they returned; empty afterwards
 * @param input - what they were given
 */
export function freeChunk(output: Buffer, input: Buffer): void {
  if (output.buffer !== input.buffer) freeBuffer(output);
}

function shrinks(sample: Buffer): boolean {
  const frame = compressed(sample);
  const isShorter = frame.length < sample.length * (1 - MIN_SAVING);
  freeChunk(frame, sample);
  return isShorter;
}

function compressed(bytes: Buffer): Buffer {
  // One output buffer of sufficient size: growing it in zlib's 16 KiB steps costs a third of the throughput.
  const chunkSize = bytes.length + (bytes.length >> 8) + 1024;
  return zstdCompressSync(bytes, {
    chunkSize,
    params: { [constants.ZSTD_c_compressionLevel]: ZSTD_LEVEL },
  });
}

function decompressed(frame: Buffer, length: number): Buffer | undefined {
  try {
    return zstdDecompressSync(frame, {
      // One byte more, or zlib allocates a second buffer to detect the end.
      chunkSize: Math.max(64, length + 1),
      maxOutputLength: length,
    });
  } catch {
    return undefined;
  }
}
