/// <reference lib="es2024.arraybuffer" />
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Give back the memory of bytes that nobody needs any more; they are empty afterwards.
 *
 * V8 sees only the handle of a buffer, a few bytes, and is in no hurry to collect it. Left to it, megabytes that pass by pile
 * up by the hundred, each in fresh memory with its page faults.
 *
 * @param bytes - whose memory is theirs alone, or a part of the pool that Node.js shares among small ones, which is left alone
 */
export function release({ buffer }: Buffer): void {
  if (buffer.byteLength > Buffer.poolSize && 'transfer' in buffer)
    buffer.transfer(0);
}

let collect: ((options: { type: 'minor' }) => void) | undefined;

/**
 * Collect what has died young: the parts that arrive from a network, two buffers for each 64 KiB.
 *
 * For worker threads, whose heaps are small: it takes less than a millisecond there, and keeps V8 from collecting
 * everything, again and again, because of the memory that hangs on those buffers.
 */
export function collectYoung(): void {
  if (!collect) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc');
  }
  collect?.({ type: 'minor' });
}
