import type { LocalFile } from '../datadir/walk';
import { ENTRY_BYTES, entryAt } from '../format/chunkIndex';
import { DIGEST_BYTES, type ManifestFile } from '@nodeyard/snapshot-store';
import { isZeroChunk } from '../format/zeros';
import type { FileProgress } from './chunkFetcher';
import type { ReconcileTask, Reconciler } from './reconciler';
import { SEGMENT_BYTES } from './reconciler';

/** Compares one file with its chunks. */
export class FileComparison {
  private prepared?: Promise<void>;
  private changed = false;

  constructor(
    private readonly task: ReconcileTask,
    private readonly reconciler: Reconciler,
    private readonly file: ManifestFile,
    private readonly work: FileProgress,
    private readonly local: LocalFile | undefined,
  ) {}

  async start(): Promise<void> {
    if (this.local?.size !== this.file.size) await this.markChanged();
  }

  /** @param known - entries of the same segment in the previous restore, if known without reading */
  async compare(entries: Buffer, at: number, known?: Buffer): Promise<void> {
    const count = entries.length / ENTRY_BYTES;
    for (const position of await this.differing(entries, at, known)) {
      const place = entryAt(entries, position);
      // A new file of full size already reads as zeros there.
      if (!this.local && isZeroChunk(place.digest, place.length)) continue;
      await this.markChanged();
      this.work.missing++;
      await this.reconciler.onMissing({
        ...place,
        digest: Buffer.from(place.digest),
        file: this.work,
        at: at + position * this.file.chunkSize,
      });
    }
    this.reconciler.progress(
      Math.min(count * this.file.chunkSize, this.file.size - at),
    );
  }

  async finish(): Promise<void> {
    this.work.planned = true;
    const there = this.changed ? 'changed' : 'same';
    const state = this.local ? there : 'new';
    await this.reconciler.onCompared(this.file, this.work, state);
  }

  private markChanged(): Promise<void> {
    this.changed = true;
    this.prepared ??= this.reconciler.prepare(this.file);
    return this.prepared;
  }

  private async differing(
    entries: Buffer,
    at: number,
    known?: Buffer,
  ): Promise<number[]> {
    const all = Array.from(
      { length: entries.length / ENTRY_BYTES },
      (_, n) => n,
    );
    const { local, file } = this;
    if (!local || at >= local.size) return all;
    if (known) {
      return all.filter(
        n =>
          (n + 1) * ENTRY_BYTES > known.length ||
          !entryAt(known, n).digest.equals(entryAt(entries, n).digest),
      );
    }
    const digests = Buffer.concat(
      all.map(n => entryAt(entries, n).digest),
      all.length * DIGEST_BYTES,
    );
    const length = Math.min(SEGMENT_BYTES, file.size - at);
    const { result } = await this.task.pool.submit<'scan'>({
      kind: 'scan',
      path: this.work.path,
      offset: at,
      length,
      chunkSize: file.chunkSize,
      digests,
    });
    return (await result).differing;
  }
}
