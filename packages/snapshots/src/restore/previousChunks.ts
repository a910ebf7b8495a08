import {
  chunkCount,
  type Manifest,
  SnapshotError,
} from '@nodeyard/snapshot-store';
import type { IndexSource } from '../store/chunkStream';
import { ChunkStream } from '../store/chunkStream';

/** Iterator over the chunks of the snapshot that a datadir was restored from, ordered by path. */
export class PreviousChunks {
  private readonly stream: ChunkStream;
  private next = 0;
  private left = 0;
  private broken = false;

  constructor(private readonly manifest: Manifest, indexes: IndexSource) {
    this.stream = new ChunkStream(manifest.indexes, indexes, () => 0);
  }

  /** Seek to a file of the snapshot, in the order of paths. */
  async seek(path: string): Promise<void> {
    await this.skip(this.left);
    this.left = 0;
    for (;;) {
      const file = this.manifest.files[this.next++];
      if (!file) throw new Error(`${path} is read out of the order of paths`);
      const count = chunkCount(file.size, file.chunkSize);
      if (file.path === path) {
        this.left = count;
        return;
      }
      await this.skip(count);
    }
  }

  /** @returns undefined if the local copy of an index is damaged: then the file is hashed */
  async take(count: number): Promise<Buffer | undefined> {
    const taken = Math.min(count, this.left);
    if (this.broken) return undefined;
    this.left -= taken;
    return taken === 0
      ? Buffer.alloc(0)
      : this.unlessCorrupt(this.stream.take(taken));
  }

  private async skip(count: number): Promise<void> {
    if (!this.broken && count > 0) {
      await this.unlessCorrupt(this.stream.skip(count));
    }
  }

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
