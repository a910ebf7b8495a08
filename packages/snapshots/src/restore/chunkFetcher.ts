import type { ChunkLocation } from '../format/chunkIndex';
import { throwIfAborted } from '../errors';
import type { Pool } from '../workers/pool';
import { RANGE_BYTES } from '../workers/rangeFetcher';
import type { StoredChunk } from '../workers/tasks';

/** A chunk to fetch. */
export interface MissingChunk extends ChunkLocation {
  file: FileProgress;
  /** Offset in the file. */
  at: number;
}

/** Progress of a file. */
export interface FileProgress {
  /** Relative to the working directory. */
  path: string;
  /** Number of chunks to be written. */
  missing: number;
  /** Whether all of its chunks have been compared. */
  planned: boolean;
}

/** Size of a batch that is sorted by pack: large enough to find neighbours, small enough for memory. */
const BATCH_CHUNKS = 8_192;
const BATCH_BYTES = 512 * 1024 * 1024;
/** Gaps up to this size are read, which is cheaper than another request. */
const GAP_BYTES = 256 * 1024;

/** Batches missing chunks, and fetches them in large ranges of packs. */
export class ChunkFetcher {
  private batch: MissingChunk[] = [];
  private batchBytes = 0;
  private readonly running = new Set<Promise<void>>();
  private failure?: unknown;
  fetchedBytes = 0;
  writtenBytes = 0;
  /** Chunks that are missing or damaged in the store. */
  readonly failed: MissingChunk[] = [];

  /**
   * @param packDigest - digest of a pack by its number
   * @param onWritten - called for every written chunk
   */
  constructor(
    private readonly pool: Pool,
    private readonly packDigest: (pack: number) => string,
    private readonly onWritten: (chunk: MissingChunk) => void,
    private readonly signal?: AbortSignal,
  ) {}

  async request(chunk: MissingChunk): Promise<void> {
    this.batch.push(chunk);
    this.batchBytes += chunk.length;
    if (this.batch.length >= BATCH_CHUNKS || this.batchBytes >= BATCH_BYTES) {
      await this.send();
    }
  }

  /** Resolves when all requested chunks are written or have failed. */
  async finish(): Promise<void> {
    await this.send();
    await Promise.all(this.running);
    if (this.failure) throw this.failure;
  }

  private async send(): Promise<void> {
    const batch = this.batch;
    this.batch = [];
    this.batchBytes = 0;
    batch.sort((a, b) => a.pack - b.pack || a.offset - b.offset);
    for (let from = 0; from < batch.length; ) {
      let to = from + 1;
      while (
        to < batch.length &&
        fitsRange(batch[from], batch[to - 1], batch[to])
      ) {
        to++;
      }
      await this.fetch(batch.slice(from, to));
      from = to;
    }
    if (this.failure) throw this.failure;
  }

  private async fetch(wanted: MissingChunk[]): Promise<void> {
    throwIfAborted(this.signal, `at ${wanted[0].file.path}`);
    const offset = wanted[0].offset;
    const last = wanted[wanted.length - 1];
    const { chunks, members } = mergeDuplicates(wanted, offset);
    const task = {
      kind: 'fetch',
      pack: this.packDigest(wanted[0].pack),
      offset,
      length: last.offset + last.stored - offset,
      chunks,
    } as const;
    const { result } = await this.pool.submit<'fetch'>(task);
    const work = result
      .then(({ fetchedBytes, writtenBytes, failed }) => {
        this.fetchedBytes += fetchedBytes;
        this.writtenBytes += writtenBytes;
        const bad = new Set(failed);
        members.forEach((list, n) =>
          bad.has(n) ? this.failed.push(...list) : list.forEach(this.onWritten),
        );
      })
      .catch(error => {
        this.failure ??= error;
      })
      .finally(() => this.running.delete(work));
    this.running.add(work);
    if (this.failure) throw this.failure;
  }
}

function fitsRange(
  first: MissingChunk,
  before: MissingChunk,
  next: MissingChunk,
): boolean {
  return (
    next.pack === first.pack &&
    next.offset - (before.offset + before.stored) <= GAP_BYTES &&
    next.offset + next.stored - first.offset <= RANGE_BYTES
  );
}

/** One location in a pack may have several targets. */
function mergeDuplicates(
  wanted: MissingChunk[],
  offset: number,
): { chunks: StoredChunk[]; members: MissingChunk[][] } {
  const chunks: StoredChunk[] = [];
  const members: MissingChunk[][] = [];
  for (const [n, chunk] of wanted.entries()) {
    const target = { path: chunk.file.path, offset: chunk.at };
    const same =
      n > 0 &&
      wanted[n - 1].offset === chunk.offset &&
      wanted[n - 1].digest.equals(chunk.digest);
    if (same) {
      chunks[chunks.length - 1].targets.push(target);
      members[members.length - 1].push(chunk);
    } else {
      chunks.push({
        digest: chunk.digest,
        offset: chunk.offset - offset,
        stored: chunk.stored,
        length: chunk.length,
        targets: [target],
      });
      members.push([chunk]);
    }
  }
  return { chunks, members };
}
