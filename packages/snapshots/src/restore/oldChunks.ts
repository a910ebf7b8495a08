import { chunkCount } from '../format/limits';
import { Manifest } from '../format/manifest';
import { Stopped } from '../stopped';
import { ChunkStream, IndexSource } from '../store/chunkStream';

/** The chunks of the snapshot that a datadir was restored from, walked along in the order of paths. */
export class OldChunks {
  private readonly stream: ChunkStream;
  private next = 0;
  private left = 0;
  private broken = false;

  constructor(private readonly manifest: Manifest, indexes: IndexSource) {
    this.stream = new ChunkStream(manifest.indexes, indexes, () => 0);
  }

  /** Go to a file that the snapshot has; files are asked for in the order of their paths. */
  async goTo(path: string): Promise<void> {
    await this.pass(this.left);
    this.left = 0;
    for (;;) {
      const file = this.manifest.files[this.next++];
      const count = chunkCount(file.size, file.chunkSize);
      if (file.path === path) {
        this.left = count;
        return;
      }
      await this.pass(count);
    }
  }

  /** @returns undefined when the local copy of an index is damaged: then the file is hashed */
  async take(count: number): Promise<Buffer | undefined> {
    const taken = Math.min(count, this.left);
    if (this.broken) return undefined;
    this.left -= taken;
    return taken === 0
      ? Buffer.alloc(0)
      : this.orBroken(this.stream.take(taken));
  }

  private async pass(count: number): Promise<void> {
    if (!this.broken && count > 0) await this.orBroken(this.stream.skip(count));
  }

  private async orBroken<T>(work: Promise<T>): Promise<T | undefined> {
    try {
      return await work;
    } catch (error) {
      if (!(error instanceof Stopped) || error.kind !== 'corrupt') throw error;
      this.broken = true;
      return undefined;
    }
  }
}
