import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { release } from '../memory';
import { digestOf } from './digest';

/** Level 3 triples the time for 8 % of size. */
const ZSTD_LEVEL = 1;
/** Compression must save this part of a chunk, or it is stored as it is. */
const WORTH_SAVING = 0.03;
const SAMPLE_BYTES = 128 * 1024;

/**
 * The bytes to store for a chunk: a zstd frame that is shorter, or the chunk itself.
 *
 * A large chunk is tried by its first 128 KiB, so that what does not compress costs almost nothing.
 */
export function encodeChunk(chunk: Buffer): Buffer {
  const worthTrying =
    chunk.length <= 4 * SAMPLE_BYTES ||
    shrinks(chunk.subarray(0, SAMPLE_BYTES));
  if (!worthTrying) return chunk;
  const frame = compressed(chunk);
  if (frame.length < chunk.length * (1 - WORTH_SAVING)) return frame;
  releaseChunk(frame, chunk);
  return chunk;
}

/**
 * The chunk that these stored bytes hold.
 *
 * @returns undefined when they do not hold a chunk of this digest and length
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
  releaseChunk(chunk, stored);
  return undefined;
}

/**
 * Give back the memory of bytes that `encodeChunk` or `decodeChunk` made, if they made any, once nobody needs them: zstd's
 * calls return a new buffer of 4 MiB each.
 *
 * @param made - what they returned; empty afterwards
 * @param given - what they were given
 */
export function releaseChunk(made: Buffer, given: Buffer): void {
  if (made.buffer !== given.buffer) release(made);
}

function shrinks(sample: Buffer): boolean {
  const frame = compressed(sample);
  const isShorter = frame.length < sample.length * (1 - WORTH_SAVING);
  releaseChunk(frame, sample);
  return isShorter;
}

function compressed(bytes: Buffer): Buffer {
  // One output buffer that is surely large enough: growing it by zlib's 16 KiB steps costs a third of the speed.
  const chunkSize = bytes.length + (bytes.length >> 8) + 1024;
  return zstdCompressSync(bytes, {
    chunkSize,
    params: { [constants.ZSTD_c_compressionLevel]: ZSTD_LEVEL },
  });
}

function decompressed(frame: Buffer, length: number): Buffer | undefined {
  try {
    return zstdDecompressSync(frame, {
      // One more, or zlib would make a second buffer to see that nothing follows.
      chunkSize: Math.max(64, length + 1),
      maxOutputLength: length,
    });
  } catch {
    return undefined;
  }
}
