import { ENTRY_BYTES, entryAt } from '../format/chunkIndex';
import { chunkCount } from '../format/limits';
import { Stopped } from '../stopped';
import { ChunkStream, indexesOf } from '../store/chunkStream';
import type { Capture } from './captureFiles';

/** The parent's chunks, walked along as the files are: both are in the order of paths. */
export class ParentChunks {
  private readonly stream?: ChunkStream;
  private next = 0;
  private left = 0;
  private broken = false;

  constructor(
    private readonly capture: Pick<
      Capture,
      'parent' | 'store' | 'present' | 'packs' | 'signal'
    >,
  ) {
    const { parent, store, packs, signal } = capture;
    if (parent)
      this.stream = new ChunkStream(
        parent.manifest.indexes,
        indexesOf(store),
        digest => packs.of(digest),
        signal,
      );
  }

  /** Go to the file of this path in the parent, if it has one that is cut in the same way. */
  async goTo(path: string, chunkSize: number): Promise<void> {
    const { parent } = this.capture;
    if (!this.stream || !parent) return;
    const file = parent.file(path);
    await this.pass(this.left);
    this.left = 0;
    if (!file) return;
    while (parent.manifest.files[this.next].path !== path)
      await this.passFile();
    if (file.chunkSize === chunkSize)
      this.left = chunkCount(file.size, chunkSize);
    else await this.pass(chunkCount(file.size, file.chunkSize));
    this.next++;
  }

  async take(count: number): Promise<Buffer | undefined> {
    const taken = Math.min(count, this.left);
    if (!this.stream || this.broken || taken === 0) return undefined;
    this.left -= taken;
    return this.orBroken(this.stream.take(taken));
  }

  /** Whether all packs of these entries are in the store. */
  arePresent(entries: Buffer): boolean {
    for (let n = 0; n < entries.length / ENTRY_BYTES; n++)
      if (!this.isPresent(entryAt(entries, n).pack)) return false;
    return true;
  }

  /** The entries for comparison in place, unless a pack of theirs is gone: then its chunks must be stored again. */
  usable(entries: Buffer | undefined): Buffer | undefined {
    return entries && this.arePresent(entries) ? entries : undefined;
  }

  private isPresent(pack: number): boolean {
    return this.capture.present.packs.has(
      this.capture.packs.digest(pack) ?? '',
    );
  }

  private async passFile(): Promise<void> {
    const file = this.capture.parent?.manifest.files[this.next++];
    if (file) await this.pass(chunkCount(file.size, file.chunkSize));
  }

  private async pass(count: number): Promise<void> {
    if (this.stream && !this.broken && count > 0)
      await this.orBroken(this.stream.skip(count));
  }

  /** A damaged index of the parent costs time, not the build: from there on, everything is read. */
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
