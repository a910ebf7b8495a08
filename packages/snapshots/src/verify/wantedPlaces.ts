import { PackNumbers } from '../build/packNumbers';
import { ChunkPlace, ENTRY_BYTES, entryAt } from '../format/chunkIndex';
import { DIGEST_BYTES } from '../format/digest';
import { Manifest } from '../format/manifest';
import { decodePackTable, PackRow } from '../format/pack';
import { ChunkStream, indexesOf } from '../store/chunkStream';
import { Store } from '../store/store';

/** What the indexes say of packs, as 32 bits per place: enough to notice that a pack's table says otherwise. */
export class WantedPlaces {
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
      indexesOf(store),
      digest => this.packs.of(digest),
      signal,
    );
    const entries = await stream.take(index.entries);
    for (let n = 0; n < entries.length / ENTRY_BYTES; n++)
      this.add(entryAt(entries, n));
    this.seen.add(index.digest);
  }

  packDigests(): string[] {
    return [...this.places.keys()].map(
      number => this.packs.digest(number) ?? '',
    );
  }

  bytesOf(digest: string): number {
    return this.places.get(this.packs.of(digest))?.end ?? 0;
  }

  /** Why a whole pack is not the one that indexes mean, if it is not. */
  problemWith(
    digest: string,
    table: Uint8Array | undefined,
  ): string | undefined {
    const place = this.places.get(this.packs.of(digest));
    if (!place || !table) return 'was not asked for';
    const bytes = Buffer.from(table);
    const rows = decodePackTable(digest, bytes, dataBytesOf(bytes));
    const there = new Set(rows.map(sumOf));
    return [...place.sums].every(sum => there.has(sum))
      ? undefined
      : 'lacks a chunk that an index names';
  }

  private add(place: ChunkPlace): void {
    let pack = this.places.get(place.pack);
    if (!pack)
      this.places.set(
        place.pack,
        (pack = { offset: 0, end: 0, sums: new Set() }),
      );
    this.bytes += Math.max(0, place.offset + place.stored - pack.end);
    pack.end = Math.max(pack.end, place.offset + place.stored);
    pack.sums.add(sumOf(place));
  }
}

function sumOf({ digest, offset, stored, length }: PackRow): number {
  // eslint-disable-next-line no-bitwise
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
