import { Manifest, ManifestFile } from '../format/manifest';
import { OnProgress } from '../progress';
import { Pool } from '../workers/pool';
import { Fetches, FileInWork, WantedChunk } from './fetches';
import { FileOutput } from './fileOutput';
import { FileState } from './reconciler';

/** Writes what reconcile finds missing. */
export class Filling {
  readonly files = { same: 0, changed: 0, new: 0 };
  readonly fetches: Fetches;
  private readonly output: FileOutput;
  private readonly byPath: Map<string, ManifestFile>;
  private readonly finished: Promise<void>[] = [];
  private doneBytes = 0;
  private failure?: unknown;

  constructor(
    root: string,
    private readonly manifest: Manifest,
    pool: Pool,
    packDigest: (pack: number) => string,
    private readonly onProgress: OnProgress | undefined,
    signal?: AbortSignal,
  ) {
    this.output = new FileOutput(root);
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
    if (state !== 'same' && work.missing === 0) await this.output.finish(file);
    if (this.failure) throw this.failure;
  }

  progress(bytes: number): void {
    this.doneBytes += bytes;
    this.onProgress?.({
      phase: 'fetch',
      doneBytes: Math.max(0, this.doneBytes),
      totalBytes: this.manifest.totals.bytes,
    });
  }

  async settle(): Promise<void> {
    await Promise.all(this.finished);
    if (this.failure) throw this.failure;
    await this.output.settle();
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
