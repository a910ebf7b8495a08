import type { ChunkLocation } from '../format/chunkIndex';
import { keys, MAX_PACK_ROWS, type Store } from '@nodeyard/snapshot-store';
import type { PackRow } from '../format/pack';
import { encodePackEnd, packEndBytes } from '../format/pack';
import type { PackWritten } from './tasks';

/** Chunk bytes of a pack: half of what the format allows; 32 MiB took twice the memory and was no faster. */
export const PACK_BYTES = 16 * 1024 * 1024;
/** Limit for small chunks, so that table and tail fit into the buffer. */
const MAX_ROWS = Math.min(MAX_PACK_ROWS, 16_384);
const BUFFER_BYTES = PACK_BYTES + packEndBytes(MAX_ROWS);

/** Fills one pack while the previous one is written. */
export class PackWriter {
  private buffer: Buffer = Buffer.allocUnsafeSlow(BUFFER_BYTES);
  private spare?: Buffer;
  private rows: PackRow[] = [];
  private filled = 0;
  private number?: number;
  private writing: Promise<void> = Promise.resolve();

  /**
   * @param counter - shared by all threads: hands out the session's numbers of packs
   * @param onWritten - called for every stored pack
   */
  constructor(
    private readonly store: Store,
    private readonly counter: Int32Array,
    private readonly onWritten: (pack: PackWritten) => void,
  ) {}

  /** @param stored - the encoded chunk, which is copied */
  async add(
    digest: Buffer,
    stored: Buffer,
    length: number,
  ): Promise<ChunkLocation> {
    if (
      this.filled + stored.length > PACK_BYTES ||
      this.rows.length === MAX_ROWS
    ) {
      await this.startWriting();
    }
    this.number ??= Atomics.add(this.counter, 0, 1);
    const place = {
      digest,
      pack: this.number,
      offset: this.filled,
      stored: stored.length,
      length,
    };
    stored.copy(this.buffer, this.filled);
    this.rows.push({
      digest: Buffer.from(digest),
      offset: this.filled,
      stored: stored.length,
      length,
    });
    this.filled += stored.length;
    return place;
  }

  /** Resolves when all added chunks are stored. */
  async flush(): Promise<void> {
    await this.startWriting();
    await this.writing;
  }

  private async startWriting(): Promise<void> {
    await this.writing;
    if (this.number === undefined) return;
    const { digest, end } = encodePackEnd(this.rows);
    end.copy(this.buffer, this.filled);
    const bytes = this.buffer.subarray(0, this.filled + end.length);
    const pack = { pack: this.number, digest, bytes: bytes.length };
    const used = this.buffer;
    this.buffer = this.spare ?? Buffer.allocUnsafeSlow(BUFFER_BYTES);
    this.spare = undefined;
    this.rows = [];
    this.filled = 0;
    this.number = undefined;
    this.writing = this.store.write(keys.pack(digest), bytes).then(() => {
      this.spare = used;
      this.onWritten(pack);
    });
    // A failure is thrown by the next call of startWriting or flush; until then it must not be an unhandled rejection.
    this.writing.catch(() => {});
  }
}
