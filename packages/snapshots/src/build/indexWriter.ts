import { encodeIndex, ENTRY_BYTES, entryAt } from '../format/chunkIndex';
import { digestOf, hexDigestOf } from '../format/digest';
import { keys } from '../format/keys';
import { Manifest } from '../format/manifest';
import { Store } from '../store/store';
import { PackNumbers } from './packNumbers';

/** A file with this many chunks has indexes of its own. */
const LARGE_FILE_CHUNKS = 1_024;
const LARGE_FILE_ENTRIES = 16_384;
const GROUP_ENTRIES = 4_096;
/** Of 256: about every 32nd path ends a group, whatever its neighbours are. */
const GROUP_END = 8;
const WRITES_AT_ONCE = 8;

/**
 * Cuts the chunks of a snapshot's files into index objects, and writes each when its packs are in the store.
 *
 * Where it cuts depends on paths and sizes alone, so that unchanged files give the objects that the store has already.
 */
export class IndexWriter {
  private parts: Buffer[] = [];
  private held = 0;
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

  /** Bytes of entries that wait for packs. */
  get backlogBytes(): number {
    return this.waitingBytes;
  }

  /** Before a file's entries. */
  startFile(chunks: number): void {
    if (chunks >= LARGE_FILE_CHUNKS || this.held + chunks > GROUP_ENTRIES)
      this.cut();
  }

  async add(entries: Buffer): Promise<void> {
    let rest = entries;
    while (rest.length > 0) {
      const part = rest.subarray(
        0,
        (LARGE_FILE_ENTRIES - this.held) * ENTRY_BYTES,
      );
      this.parts.push(part);
      this.held += part.length / ENTRY_BYTES;
      rest = rest.subarray(part.length);
      if (this.held === LARGE_FILE_ENTRIES) this.cut();
    }
    await this.writeReady();
  }

  endFile(path: string, chunks: number): void {
    if (
      chunks >= LARGE_FILE_CHUNKS ||
      digestOf(Buffer.from(path))[0] < GROUP_END
    )
      this.cut();
  }

  /** Write every index that waits for nothing any more. */
  async writeReady(): Promise<void> {
    while (
      this.waiting.length > 0 &&
      this.waiting[0].needs.every(pack => this.packs.digest(pack) !== undefined)
    ) {
      const next = this.waiting.shift();
      if (next) this.write(next.position, next.entries);
      while (this.writes.size >= WRITES_AT_ONCE)
        await Promise.race(this.writes);
    }
    if (this.failure) throw this.failure;
  }

  /**
   * After the last file, when all packs are written.
   *
   * @returns what the manifest lists
   */
  async finish(): Promise<Manifest['indexes']> {
    this.cut();
    await this.writeReady();
    await Promise.all(this.writes);
    if (this.failure) throw this.failure;
    if (this.waiting.length > 0)
      throw new Error('an index names a pack that was never written');
    return this.listed.flatMap(index => (index ? [index] : []));
  }

  private cut(): void {
    if (this.held === 0) return;
    const entries = Buffer.concat(this.parts);
    this.waiting.push({
      position: this.listed.push(undefined) - 1,
      entries,
      needs: packsOf(entries),
    });
    this.waitingBytes += entries.length;
    this.parts = [];
    this.held = 0;
  }

  private write(position: number, entries: Buffer): void {
    const bytes = encodeIndex(entries, pack => this.packs.digest(pack) ?? '');
    const digest = hexDigestOf(bytes);
    this.listed[position] = { digest, entries: entries.length / ENTRY_BYTES };
    this.waitingBytes -= entries.length;
    // One that is cut off is written again, as one that is lost.
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
  for (let n = 0; n < entries.length / ENTRY_BYTES; n++)
    packs.add(entryAt(entries, n).pack);
  return [...packs];
}
