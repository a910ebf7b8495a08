import { DIGEST_BYTES } from '@nodeyard/snapshot-store';
import type { ChunkLocation } from '../format/chunkIndex';
import { ENTRY_BYTES, entryAt, writeEntry } from '../format/chunkIndex';

/** Further chunks are not recorded: storing a chunk twice costs space, not correctness. */
const MAX_CHUNKS = 1_000_000;

/**
 * Chunks that are already stored, in memory shared by all threads; filled before they start, read-only afterwards.
 *
 * A hash table with open addressing. A slot is an index entry whose pack number is one higher, so that 0 means free.
 */
export class KnownChunks {
  private readonly slots: number;
  private readonly entries: Buffer;
  private count = 0;

  constructor(readonly memory: SharedArrayBuffer) {
    this.entries = Buffer.from(memory);
    this.slots = memory.byteLength / ENTRY_BYTES;
  }

  /** @param chunks - maximum number of chunks to add */
  static for(chunks: number): KnownChunks {
    const slots =
      2 **
      Math.ceil(Math.log2(Math.max(16, Math.min(chunks, MAX_CHUNKS) * 1.5)));
    return new KnownChunks(new SharedArrayBuffer(slots * ENTRY_BYTES));
  }

  add(place: ChunkLocation): void {
    if (this.count >= MAX_CHUNKS || this.count * 1.2 > this.slots) return;
    const slot = this.slotOf(place.digest);
    if (slot.taken) return;
    writeEntry(this.entries, slot.position, { ...place, pack: place.pack + 1 });
    this.count++;
  }

  find(digest: Buffer): ChunkLocation | undefined {
    const slot = this.slotOf(digest);
    if (!slot.taken) return undefined;
    const place = entryAt(this.entries, slot.position);
    return { ...place, pack: place.pack - 1 };
  }

  private slotOf(digest: Buffer): { position: number; taken: boolean } {
    let position = digest.readUInt32LE(0) % this.slots;
    for (;;) {
      const at = position * ENTRY_BYTES;
      if (this.entries.readUInt32LE(at + DIGEST_BYTES) === 0) {
        return { position, taken: false };
      }
      if (
        this.entries.compare(digest, 0, DIGEST_BYTES, at, at + DIGEST_BYTES) ===
        0
      ) {
        return { position, taken: true };
      }
      position = (position + 1) % this.slots;
    }
  }
}
