import type { PackNumbers } from '../builder/packNumbers';
import type { ChunkLocation } from '../format/chunkIndex';
import { ENTRY_BYTES, entryAt } from '../format/chunkIndex';
import {
  DIGEST_BYTES,
  type Manifest,
  type Store,
} from '@nodeyard/snapshot-store';
import type { PackRow } from '../format/pack';
import { decodePackTable } from '../format/pack';
import { ChunkStream, storeIndexes } from '../store/chunkStream';

/** Chunk locations of all indexes by pack, with a 32-bit checksum each: sufficient to detect a different table of a pack. */
export class ExpectedLocations {
  private readonly places = new Map<
    number,
    { offset: number; end: number; sums: Set<number> }
  >();
  private readonly seen = new Set<string>();
  bytes = 0;

  constructor(private readonly packs: PackNumbers) {}

  async addIndex(
    store: Store,
    index: Manifest['indexes'][number],
    signal?: AbortSignal,
  ): Promise<void> {
    if (this.seen.has(index.digest)) return;
    const stream = new ChunkStream(
      [index],
      storeIndexes(store),
      digest => this.packs.numberOf(digest),
      signal,
    );
    const entries = await stream.take(index.entries);
    for (let n = 0; n < entries.length / ENTRY_BYTES; n++) {
      this.add(entryAt(entries, n));
    }
    this.seen.add(index.digest);
  }

  packDigests(): string[] {
    return [...this.places.keys()].map(
      number => this.packs.digest(number) ?? '',
    );
  }

  bytesOf(digest: string): number {
    return this.places.get(this.packs.numberOf(digest))?.end ?? 0;
  }

  /** @returns why an intact pack does not have the chunks of the indexes, if so */
  verifyTable(
    digest: string,
    table: Uint8Array | undefined,
  ): string | undefined {
    const place = this.places.get(this.packs.numberOf(digest));
    if (!place || !table) return 'is in no index';
    const bytes = Buffer.from(table);
    const rows = decodePackTable(digest, bytes, dataBytesOf(bytes));
    const there = new Set(rows.map(checksum));
    return [...place.sums].every(sum => there.has(sum))
      ? undefined
      : 'lacks a chunk of an index';
  }

  private add(place: ChunkLocation): void {
    let pack = this.places.get(place.pack);
    if (!pack) {
      this.places.set(
        place.pack,
        (pack = { offset: 0, end: 0, sums: new Set() }),
      );
    }
    this.bytes += Math.max(0, place.offset + place.stored - pack.end);
    pack.end = Math.max(pack.end, place.offset + place.stored);
    pack.sums.add(checksum(place));
  }
}

function checksum({ digest, offset, stored, length }: PackRow): number {
  return (
    (digest.readUInt32LE(0) ^
      Math.imul(offset, 31) ^
      Math.imul(stored, 17) ^
      length) >>>
    0
  );
}

function dataBytesOf(table: Buffer): number {
  const last = table.length - (DIGEST_BYTES + 12);
  return table.readUInt32LE(last + 32) + table.readUInt32LE(last + 36);
}
