import { digestOf } from './digest';
import { MAX_CHUNK_BYTES } from '@nodeyard/snapshot-store';

const zeros = Buffer.alloc(MAX_CHUNK_BYTES);
const digests = new Map<number, Buffer>();

/** Whether a chunk of this digest and length is all zeros: it need not be written into a new file. */
export function isZeroChunk(digest: Buffer, length: number): boolean {
  let known = digests.get(length);
  if (!known) {
    known = digestOf(zeros.subarray(0, length));
    if (digests.size < 64) digests.set(length, known);
  }
  return known.equals(digest);
}
