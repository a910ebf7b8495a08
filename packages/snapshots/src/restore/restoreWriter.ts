import { hasOwnerRights } from '../files/user';
import type { ManifestFile } from '@nodeyard/snapshot-store';
import type { OnProgress } from '../progress';
import type { FileProgress, MissingChunk } from './chunkFetcher';
import { ChunkFetcher } from './chunkFetcher';
import type { FileOutput } from './fileOutput';
import type { FileState, ReconcileTask } from './reconciler';

/** Times are set as fractional seconds, with a precision of about a microsecond. */
const MTIME_TOLERANCE_NS = 1_000_000;

/** Fetches and writes the chunks that `reconcile` reports as missing. */
export class RestoreWriter {
  readonly files = { same: 0, changed: 0, new: 0 };
  readonly fetches: ChunkFetcher;
  private readonly byPath: Map<string, ManifestFile>;
  private readonly finished: Promise<void>[] = [];
  private doneBytes = 0;
  private failure?: unknown;

  /** @param mayLackMetadata - whether an interrupted restore may have left a complete file without mode and time */
  constructor(
    private readonly task: ReconcileTask,
    private readonly output: FileOutput,
    packDigest: (pack: number) => string,
    private readonly mayLackMetadata: (path: string) => boolean,
    private readonly onProgress: OnProgress | undefined,
  ) {
    const { manifest, pool, signal } = task;
    this.byPath = new Map(manifest.files.map(file => [file.path, file]));
    this.fetches = new ChunkFetcher(
      pool,
      packDigest,
      chunk => this.onChunkWritten(chunk),
      signal,
    );
  }

  prepare(file: ManifestFile): Promise<void> {
    return this.output.prepare(file);
  }

  async onMissing(chunk: MissingChunk): Promise<void> {
    // Fetched chunks count when they are written; `progress` has counted them as compared.
    this.doneBytes -= chunk.length;
    await this.fetches.request(chunk);
  }

  async onCompared(
    file: ManifestFile,
    work: FileProgress,
    state: FileState,
  ): Promise<void> {
    this.files[state]++;
    if (state === 'new' && work.missing === 0) await this.output.prepare(file);
    const isWhole = work.missing === 0;
    if (isWhole && (state !== 'same' || this.lacksMetadata(file))) {
      await this.output.finish(file);
    }
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

  async flush(): Promise<void> {
    await Promise.all(this.finished);
    if (this.failure) throw this.failure;
    await this.output.flush();
  }

  /** An interrupted restore may have ended between the last chunk and mode, time and sync. */
  private lacksMetadata({ path, mode, mtime }: ManifestFile): boolean {
    const local = this.mayLackMetadata(path)
      ? this.task.present.get(path)
      : undefined;
    if (!local || local.linkCount > 1 || !hasOwnerRights(local.uid)) {
      return false;
    }
    const apart = Number(local.mtime - BigInt(mtime));
    return local.mode !== mode || Math.abs(apart) > MTIME_TOLERANCE_NS;
  }

  private onChunkWritten(chunk: MissingChunk): void {
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
