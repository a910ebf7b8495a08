import { ENTRY_BYTES, entryAt } from '../format/chunkIndex';
import { chunkCount, SnapshotError } from '@nodeyard/snapshot-store';
import { ChunkStream, storeIndexes } from '../store/chunkStream';
import type { CaptureContext } from './captureContext';

/** Iterator over the parent's chunks, in step with the files: both are ordered by path. */
export class ParentChunks {
  private readonly stream?: ChunkStream;
  private next = 0;
  private left = 0;
  private broken = false;

  constructor(
    private readonly capture: Pick<
      CaptureContext,
      'parent' | 'store' | 'present' | 'packs' | 'signal'
    >,
  ) {
    const { parent, store, packs, signal } = capture;
    if (parent) {
      this.stream = new ChunkStream(
        parent.manifest.indexes,
        storeIndexes(store),
        digest => packs.numberOf(digest),
        signal,
      );
    }
  }

  /** Seek to the file of this path in the parent, if there is one with the same chunk size. */
  async seek(path: string, chunkSize: number): Promise<void> {
    const { parent } = this.capture;
    if (!this.stream || !parent) return;
    await this.skip(this.left);
    this.left = 0;
    if (!parent.file(path)) return;
    for (;;) {
      const file = parent.manifest.files[this.next++];
      if (!file) throw new Error(`${path} is read out of the order of paths`);
      const count = chunkCount(file.size, file.chunkSize);
      const isFound = file.path === path;
      if (isFound && file.chunkSize === chunkSize) this.left = count;
      else await this.skip(count);
      if (isFound) return;
    }
  }

  async take(count: number): Promise<Buffer | undefined> {
    const taken = Math.min(count, this.left);
    if (!this.stream || this.broken || taken === 0) return undefined;
    this.left -= taken;
    return this.unlessCorrupt(this.stream.take(taken));
  }

  /** Whether all packs of these entries are stored. */
  allPacksPresent(entries: Buffer): boolean {
    for (let n = 0; n < entries.length / ENTRY_BYTES; n++) {
      if (!this.isPresent(entryAt(entries, n).pack)) return false;
    }
    return true;
  }

  /** The entries, unless one of their packs is missing: then its chunks must be stored again. */
  ifPacksPresent(entries: Buffer | undefined): Buffer | undefined {
    return entries && this.allPacksPresent(entries) ? entries : undefined;
  }

  private isPresent(pack: number): boolean {
    return this.capture.present.packs.has(
      this.capture.packs.digest(pack) ?? '',
    );
  }

  private async skip(count: number): Promise<void> {
    if (this.stream && !this.broken && count > 0) {
      await this.unlessCorrupt(this.stream.skip(count));
    }
  }

  /** From a damaged index of the parent on, all files are read. */
  private async unlessCorrupt<T>(work: Promise<T>): Promise<T | undefined> {
    try {
      return await work;
    } catch (error) {
      if (!(error instanceof SnapshotError) || error.kind !== 'corrupt') {
        throw error;
      }
      this.broken = true;
      return undefined;
    }
  }
}
