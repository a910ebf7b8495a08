import { ENTRY_BYTES, entryAt } from '../format/chunkIndex';
import type { PackWritten } from '../workers/tasks';

/**
 * Numbers of packs during one build: 4 bytes instead of 32, and known before a new pack has its digest.
 */
export class PackNumbers {
  /** Shared with the worker threads, which number the packs that they fill. */
  readonly counter = new SharedArrayBuffer(4);
  private readonly next = new Int32Array(this.counter);
  private readonly digests: (string | undefined)[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly used = new Set<number>();

  /** The number of a stored pack. */
  numberOf(digest: string): number {
    let number = this.numbers.get(digest);
    if (number === undefined) {
      number = Atomics.add(this.next, 0, 1);
      this.numbers.set(digest, number);
      this.digests[number] = digest;
    }
    return number;
  }

  recordWritten({ pack, digest }: PackWritten): void {
    this.digests[pack] = digest;
    this.numbers.set(digest, pack);
  }

  /** @returns undefined while the pack is being filled */
  digest(number: number): string | undefined {
    return this.digests[number];
  }

  /** Record the packs of these entries as used by the new snapshot. */
  markUsed(entries: Buffer): void {
    for (let n = 0; n < entries.length / ENTRY_BYTES; n++) {
      this.used.add(entryAt(entries, n).pack);
    }
  }

  /** Digests of the packs that the new snapshot references. */
  usedDigests(): string[] {
    return [...this.used].map(number => this.digests[number] ?? '');
  }
}
