import type { Index } from '../format/chunkIndex';
import {
  decodeIndex,
  ENTRY_BYTES,
  entryAt,
  writeEntry,
} from '../format/chunkIndex';
import {
  corrupt,
  keys,
  type Manifest,
  type Store,
} from '@nodeyard/snapshot-store';

/** Loads an index. */
export type IndexSource = (
  digest: string,
  signal?: AbortSignal,
) => Promise<Index>;

/** Indexes from a store. */
export function storeIndexes(store: Store): IndexSource {
  return async (digest, signal) => {
    const found = await store.read(keys.index(digest), { signal });
    if (!found) {
      throw corrupt(
        'index-missing',
        `indexes/${digest} is missing in ${store.url}: the snapshots that need it cannot be restored. Take another snapshot.`,
      );
    }
    return decodeIndex(digest, found.bytes);
  };
}

/**
 * A snapshot's chunks in the order of its files, one index in memory at a time.
 *
 * @param packNumber - number of a pack in the returned entries
 */
export class ChunkStream {
  private next = 0;
  private entries: Buffer = Buffer.alloc(0);

  constructor(
    private readonly indexes: Manifest['indexes'],
    private readonly source: IndexSource,
    private readonly packNumber: (digest: string) => number,
    private readonly signal?: AbortSignal,
  ) {}

  /** The next chunks, as index entries. */
  async take(count: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    let missing = count * ENTRY_BYTES;
    while (missing > 0) {
      if (this.entries.length === 0) await this.load();
      const part = this.entries.subarray(0, missing);
      this.entries = this.entries.subarray(part.length);
      missing -= part.length;
      parts.push(part);
    }
    const [first] = parts;
    return first && parts.length === 1 ? first : Buffer.concat(parts);
  }

  /** Skip chunks; indexes that are skipped completely are not read. */
  async skip(count: number): Promise<void> {
    let missing = count;
    for (;;) {
      const held = Math.min(missing, this.entries.length / ENTRY_BYTES);
      this.entries = this.entries.subarray(held * ENTRY_BYTES);
      missing -= held;
      if (missing === 0) return;
      const listed = this.indexes[this.next];
      if (listed && listed.entries <= missing) {
        missing -= listed.entries;
        this.next++;
      } else {
        await this.load();
      }
    }
  }

  private async load(): Promise<void> {
    const listed = this.indexes[this.next++];
    if (!listed) {
      throw corrupt(
        'index-short',
        'The snapshot has fewer chunks than its files need. Take another snapshot.',
      );
    }
    const { packs, entries } = await this.source(listed.digest, this.signal);
    if (entries.length !== listed.entries * ENTRY_BYTES) {
      throw corrupt(
        'index-length',
        `indexes/${listed.digest} has another number of entries than in the manifest. Take another snapshot.`,
      );
    }
    const numbers = packs.map(this.packNumber);
    const numbered = Buffer.from(entries);
    for (let n = 0; n < listed.entries; n++) {
      const place = entryAt(numbered, n);
      const pack = numbers[place.pack];
      if (pack === undefined) {
        throw new Error(
          `indexes/${listed.digest} does not list the pack of its entry ${n}`,
        );
      }
      writeEntry(numbered, n, { ...place, pack });
    }
    this.entries = numbered;
  }
}
