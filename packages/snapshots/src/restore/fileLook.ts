import { LocalFile } from '../datadir/walk';
import { ENTRY_BYTES, entryAt } from '../format/chunkIndex';
import { DIGEST_BYTES } from '../format/digest';
import { ManifestFile } from '../format/manifest';
import { isZeroChunk } from '../format/zeros';
import { FileInWork } from './fetches';
import { Reconciled, Reconciler, STRETCH_BYTES } from './reconciler';

/** Looks at one file. */
export class FileLook {
  private prepared?: Promise<void>;
  private changed = false;

  constructor(
    private readonly task: Reconciled,
    private readonly reconciler: Reconciler,
    private readonly file: ManifestFile,
    private readonly work: FileInWork,
    private readonly local: LocalFile | undefined,
  ) {}

  async begin(): Promise<void> {
    if (this.local?.size !== this.file.size) await this.change();
  }

  /** @param known - what the same stretch was, as entries, if that is known without reading */
  async look(entries: Buffer, at: number, known?: Buffer): Promise<void> {
    const count = entries.length / ENTRY_BYTES;
    for (const position of await this.differing(entries, at, known)) {
      const place = entryAt(entries, position);
      // A file that was just made at its full size reads as zeros there already.
      if (!this.local && isZeroChunk(place.digest, place.length)) continue;
      await this.change();
      this.work.missing++;
      await this.reconciler.want({
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

  async end(): Promise<void> {
    this.work.planned = true;
    const there = this.changed ? 'changed' : 'same';
    const state = this.local ? there : 'new';
    await this.reconciler.looked(this.file, this.work, state);
  }

  private change(): Promise<void> {
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
    if (known)
      return all.filter(
        n =>
          (n + 1) * ENTRY_BYTES > known.length ||
          !entryAt(known, n).digest.equals(entryAt(entries, n).digest),
      );
    const digests = Buffer.concat(
      all.map(n => entryAt(entries, n).digest),
      all.length * DIGEST_BYTES,
    );
    const length = Math.min(STRETCH_BYTES, file.size - at);
    const { answer } = await this.task.pool.start<'scan'>({
      kind: 'scan',
      path: this.work.path,
      offset: at,
      length,
      chunkSize: file.chunkSize,
      digests,
    });
    return (await answer).differing;
  }
}
