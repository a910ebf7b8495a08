import { encodeIndex, ENTRY_BYTES, entryAt } from '../format/chunkIndex';
import { digestOf, hexDigestOf } from '../format/digest';
import { keys, type Manifest, type Store } from '@nodeyard/snapshot-store';
import type { PackNumbers } from './packNumbers';

/** A file with at least this many chunks has indexes of its own. */
const LARGE_FILE_CHUNKS = 1_024;
const LARGE_FILE_ENTRIES = 16_384;
const GROUP_ENTRIES = 4_096;
/** Of 256: about every 32nd path ends a group, independent of its neighbours. */
const GROUP_END = 8;
const MAX_CONCURRENT_WRITES = 8;

/**
 * Splits the chunks of a snapshot's files into index objects, and writes each once its packs are stored.
 *
 * The boundaries depend on paths and sizes only, so that unchanged files give objects that are already stored.
 */
export class IndexWriter {
  private parts: Buffer[] = [];
  private pendingEntries = 0;
  private readonly waiting: {
    position: number;
    entries: Buffer;
    needs: number[];
  }[] = [];
  private waitingBytes = 0;
  private readonly writes = new Set<Promise<void>>();
  private failure?: unknown;
  private readonly listed: (Manifest['indexes'][number] | undefined)[] = [];

  constructor(
    private readonly store: Store,
    private readonly packs: PackNumbers,
    private readonly present: ReadonlyMap<string, number>,
  ) {}

  /** Bytes of entries whose packs are not stored yet. */
  get backlogBytes(): number {
    return this.waitingBytes;
  }

  /** Call before the entries of a file. */
  startFile(chunks: number): void {
    if (
      chunks >= LARGE_FILE_CHUNKS ||
      this.pendingEntries + chunks > GROUP_ENTRIES
    ) {
      this.cut();
    }
  }

  async add(entries: Buffer): Promise<void> {
    let rest = entries;
    while (rest.length > 0) {
      const part = rest.subarray(
        0,
        (LARGE_FILE_ENTRIES - this.pendingEntries) * ENTRY_BYTES,
      );
      this.parts.push(part);
      this.pendingEntries += part.length / ENTRY_BYTES;
      rest = rest.subarray(part.length);
      if (this.pendingEntries === LARGE_FILE_ENTRIES) this.cut();
    }
    await this.flushReady();
  }

  endFile(path: string, chunks: number): void {
    if (
      chunks >= LARGE_FILE_CHUNKS ||
      digestOf(Buffer.from(path)).readUInt8() < GROUP_END
    ) {
      this.cut();
    }
  }

  /** Write every index whose packs are stored. */
  async flushReady(): Promise<void> {
    for (;;) {
      const [next] = this.waiting;
      if (!next?.needs.every(pack => this.packs.digest(pack) !== undefined)) {
        break;
      }
      this.waiting.shift();
      this.write(next.position, next.entries);
      while (this.writes.size >= MAX_CONCURRENT_WRITES) {
        await Promise.race(this.writes);
      }
    }
    if (this.failure) throw this.failure;
  }

  /**
   * Call after the last file, when all packs are written.
   *
   * @returns what the manifest lists
   */
  async finish(): Promise<Manifest['indexes']> {
    this.cut();
    await this.flushReady();
    await Promise.all(this.writes);
    if (this.failure) throw this.failure;
    if (this.waiting.length > 0) {
      throw new Error('an index names a pack that was never written');
    }
    return this.listed.flatMap(index => (index ? [index] : []));
  }

  private cut(): void {
    if (this.pendingEntries === 0) return;
    const entries = Buffer.concat(this.parts);
    this.waiting.push({
      position: this.listed.push(undefined) - 1,
      entries,
      needs: packsOf(entries),
    });
    this.waitingBytes += entries.length;
    this.parts = [];
    this.pendingEntries = 0;
  }

  private write(position: number, entries: Buffer): void {
    const bytes = encodeIndex(entries, pack => this.packs.digest(pack) ?? '');
    const digest = hexDigestOf(bytes);
    this.listed[position] = { digest, entries: entries.length / ENTRY_BYTES };
    this.waitingBytes -= entries.length;
    // A truncated index is written again, like a missing one.
    if (this.present.get(digest) === bytes.length) return;
    const work: Promise<void> = this.store
      .write(keys.index(digest), bytes)
      .then(
        () => void this.writes.delete(work),
        error => {
          this.writes.delete(work);
          this.failure ??= error;
        },
      );
    this.writes.add(work);
  }
}

function packsOf(entries: Buffer): number[] {
  const packs = new Set<number>();
  for (let n = 0; n < entries.length / ENTRY_BYTES; n++) {
    packs.add(entryAt(entries, n).pack);
  }
  return [...packs];
}
