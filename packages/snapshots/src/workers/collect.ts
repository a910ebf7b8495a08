import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Chunk memory that may pile up before it is collected. */
const MOST_GARBAGE_BYTES = 64 * 1024 * 1024;

/**
 * Collects the memory of chunks in time.
 *
 * zstd's calls return a new buffer of 4 MiB each. V8 sees only its handle of a few bytes and is in no hurry: without
 * this, three threads keep some 150 MiB that nobody uses. The heap of a thread is small, so a whole collection is quick;
 * one of the young generation alone frees next to nothing, because chunks are in use when it comes by.
 */
export class Collector {
  private readonly collect: () => void;
  private garbageBytes = 0;

  constructor() {
    setFlagsFromString('--expose-gc');
    this.collect = runInNewContext('gc');
  }

  /** So many bytes were allocated for a chunk that is done with. */
  add(bytes: number): void {
    this.garbageBytes += bytes;
    if (this.garbageBytes < MOST_GARBAGE_BYTES) return;
    this.garbageBytes = 0;
    this.collect();
  }
}
