import { ChunkPlace } from '../format/chunkIndex';
import { heed } from '../stopped';
import { Pool } from '../workers/pool';
import { RANGE_BYTES, StoredChunk } from '../workers/fetch';

/** A chunk that a file lacks. */
export interface WantedChunk extends ChunkPlace {
  file: FileInWork;
  /** In the file. */
  at: number;
}

/** A file that is being restored. */
export interface FileInWork {
  /** Relative to the folder that is worked in. */
  path: string;
  /** Chunks that are not yet written. */
  missing: number;
  /** Whether all of its chunks have been looked at. */
  planned: boolean;
}

/** Gathered before they are sorted by pack: enough to find neighbours, little enough to keep in memory. */
const BATCH_CHUNKS = 8_192;
const BATCH_BYTES = 512 * 1024 * 1024;
/** Reading over a gap is cheaper than another request. */
const GAP_BYTES = 256 * 1024;

/** Gathers wanted chunks, and fetches them in large ranges of packs. */
export class Fetches {
  private batch: WantedChunk[] = [];
  private batchBytes = 0;
  private readonly running = new Set<Promise<void>>();
  private failure?: unknown;
  fetchedBytes = 0;
  writtenBytes = 0;
  /** Chunks that were missing or damaged in the store. */
  readonly failed: WantedChunk[] = [];

  /**
   * @param packDigest - digest of a pack by its number
   * @param written - told of every chunk that is in its file
   */
  constructor(
    private readonly pool: Pool,
    private readonly packDigest: (pack: number) => string,
    private readonly written: (chunk: WantedChunk) => void,
    private readonly signal?: AbortSignal,
  ) {}

  async want(chunk: WantedChunk): Promise<void> {
    this.batch.push(chunk);
    this.batchBytes += chunk.length;
    if (this.batch.length >= BATCH_CHUNKS || this.batchBytes >= BATCH_BYTES)
      await this.send();
  }

  /** Returns when every chunk that was wanted is written or has failed. */
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
        belongsTo(batch[from], batch[to - 1], batch[to])
      )
        to++;
      await this.fetch(batch.slice(from, to));
      from = to;
    }
    if (this.failure) throw this.failure;
  }

  private async fetch(wanted: WantedChunk[]): Promise<void> {
    heed(this.signal, `at ${wanted[0].file.path}`);
    const offset = wanted[0].offset;
    const last = wanted[wanted.length - 1];
    const { chunks, members } = merged(wanted, offset);
    const task = {
      kind: 'fetch',
      pack: this.packDigest(wanted[0].pack),
      offset,
      length: last.offset + last.stored - offset,
      chunks,
    } as const;
    const { answer } = await this.pool.start<'fetch'>(task);
    const work = answer
      .then(({ fetchedBytes, writtenBytes, failed }) => {
        this.fetchedBytes += fetchedBytes;
        this.writtenBytes += writtenBytes;
        const bad = new Set(failed);
        members.forEach((list, n) =>
          bad.has(n) ? this.failed.push(...list) : list.forEach(this.written),
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

function belongsTo(
  first: WantedChunk,
  before: WantedChunk,
  next: WantedChunk,
): boolean {
  return (
    next.pack === first.pack &&
    next.offset - (before.offset + before.stored) <= GAP_BYTES &&
    next.offset + next.stored - first.offset <= RANGE_BYTES
  );
}

/** One place in the pack may go to several places in files. */
function merged(
  wanted: WantedChunk[],
  offset: number,
): { chunks: StoredChunk[]; members: WantedChunk[][] } {
  const chunks: StoredChunk[] = [];
  const members: WantedChunk[][] = [];
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
