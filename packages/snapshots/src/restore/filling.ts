import { actsAsOwner } from '../files/user';
import { ManifestFile } from '../format/manifest';
import { OnProgress } from '../progress';
import { Fetches, FileInWork, WantedChunk } from './fetches';
import { FileOutput } from './fileOutput';
import { FileState, Reconciled } from './reconciler';

/** Times are set as seconds with fractions, which a double holds to about a microsecond. */
const SEALED_WITHIN_NS = 1_000_000;

/** Writes what reconcile finds missing. */
export class Filling {
  readonly files = { same: 0, changed: 0, new: 0 };
  readonly fetches: Fetches;
  private readonly byPath: Map<string, ManifestFile>;
  private readonly finished: Promise<void>[] = [];
  private doneBytes = 0;
  private failure?: unknown;

  /** @param mayBeUnsealed - whether an earlier run may have left a file that is whole without mode and time */
  constructor(
    private readonly task: Reconciled,
    private readonly output: FileOutput,
    packDigest: (pack: number) => string,
    private readonly mayBeUnsealed: (path: string) => boolean,
    private readonly onProgress: OnProgress | undefined,
  ) {
    const { manifest, pool, signal } = task;
    this.byPath = new Map(manifest.files.map(file => [file.path, file]));
    this.fetches = new Fetches(
      pool,
      packDigest,
      chunk => this.wrote(chunk),
      signal,
    );
  }

  prepare(file: ManifestFile): Promise<void> {
    return this.output.prepare(file);
  }

  async want(chunk: WantedChunk): Promise<void> {
    // What is fetched counts when it is written; `progress` counts it when it is found missing.
    this.doneBytes -= chunk.length;
    await this.fetches.want(chunk);
  }

  async looked(
    file: ManifestFile,
    work: FileInWork,
    state: FileState,
  ): Promise<void> {
    this.files[state]++;
    if (state === 'new' && work.missing === 0) await this.output.prepare(file);
    const isWhole = work.missing === 0;
    if (isWhole && (state !== 'same' || this.isUnsealed(file)))
      await this.output.finish(file);
    if (this.failure) throw this.failure;
  }

  progress(bytes: number): void {
    this.doneBytes += bytes;
    this.onProgress?.({
      phase: 'fetch',
      doneBytes: Math.max(0, this.doneBytes),
      totalBytes: this.task.manifest.totals.bytes,
    });
  }

  async settle(): Promise<void> {
    await Promise.all(this.finished);
    if (this.failure) throw this.failure;
    await this.output.settle();
  }

  /** An earlier run wrote its last chunk, and ended before mode, time and sync. */
  private isUnsealed({ path, mode, mtime }: ManifestFile): boolean {
    const local = this.mayBeUnsealed(path)
      ? this.task.present.get(path)
      : undefined;
    if (!local || local.links > 1 || !actsAsOwner(local.uid)) return false;
    const apart = Number(local.mtime - BigInt(mtime));
    return local.mode !== mode || Math.abs(apart) > SEALED_WITHIN_NS;
  }

  private wrote(chunk: WantedChunk): void {
    this.progress(chunk.length);
    chunk.file.missing--;
    const file = this.byPath.get(chunk.file.path);
    if (!file || !chunk.file.planned || chunk.file.missing > 0) return;
    const finishing = this.output.finish(file).catch(error => {
      this.failure ??= error;
    });
    this.finished.push(finishing);
  }
}
