/// <reference lib="es2024.arraybuffer" />
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Free the memory of a buffer, which is empty afterwards.
 *
 * V8 accounts only for the handle of a buffer, a few bytes, and collects it late: hundreds of megabytes would accumulate, each in
 * fresh memory with its page faults.
 *
 * @param bytes - with memory of its own; parts of the pool that Node.js shares among small buffers are left as they are
 */
export function freeBuffer({ buffer }: Buffer): void {
  if (buffer.byteLength > Buffer.poolSize && 'transfer' in buffer) {
    buffer.transfer(0);
  }
}

let collect: ((options: { type: 'minor' }) => void) | undefined;

/**
 * Run a minor garbage collection: a network read leaves two short-lived buffers for each 64 KiB.
 *
 * For worker threads, whose heaps are small: it takes less than a millisecond there, and avoids repeated major
 * collections caused by the external memory of those buffers.
 */
export function runMinorGc(): void {
  if (!collect) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc');
  }
  collect?.({ type: 'minor' });
}
