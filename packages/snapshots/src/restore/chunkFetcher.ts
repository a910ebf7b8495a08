import type { ChunkLocation } from '../format/chunkIndex';
import { throwIfAborted } from '@nodeyard/snapshot-store';
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

/** Chunks of one pack that are fetched with one request, ordered by offset. */
interface Range {
  first: MissingChunk;
  last: MissingChunk;
  chunks: MissingChunk[];
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
    for (const range of rangesOf(batch)) await this.fetch(range);
    if (this.failure) throw this.failure;
  }

  private async fetch({ first, last, ...range }: Range): Promise<void> {
    throwIfAborted(this.signal, `at ${first.file.path}`);
    const { offset } = first;
    const { chunks, members } = mergeDuplicates(range.chunks, offset);
    const task = {
      kind: 'fetch',
      pack: this.packDigest(first.pack),
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

/**
 * Group chunks into ranges.
 *
 * @param sorted - by pack and offset
 */
function* rangesOf(sorted: readonly MissingChunk[]): Iterable<Range> {
  let range: Range | undefined;
  for (const chunk of sorted) {
    if (range && fitsRange(range, chunk)) {
      range.chunks.push(chunk);
      range.last = chunk;
    } else {
      if (range) yield range;
      range = { first: chunk, last: chunk, chunks: [chunk] };
    }
  }
  if (range) yield range;
}

function fitsRange({ first, last }: Range, next: MissingChunk): boolean {
  return (
    next.pack === first.pack &&
    next.offset - (last.offset + last.stored) <= GAP_BYTES &&
    next.offset + next.stored - first.offset <= RANGE_BYTES
  );
}

/** One location in a pack may have several targets. */
function mergeDuplicates(
  requested: readonly MissingChunk[],
  offset: number,
): { chunks: StoredChunk[]; members: MissingChunk[][] } {
  const merged: { stored: StoredChunk; members: MissingChunk[] }[] = [];
  for (const chunk of requested) {
    const target = { path: chunk.file.path, offset: chunk.at };
    const previous = merged.at(-1);
    if (
      previous?.stored.offset === chunk.offset - offset &&
      chunk.digest.equals(previous.stored.digest)
    ) {
      previous.stored.targets.push(target);
      previous.members.push(chunk);
    } else {
      const stored = {
        digest: chunk.digest,
        offset: chunk.offset - offset,
        stored: chunk.stored,
        length: chunk.length,
        targets: [target],
      };
      merged.push({ stored, members: [chunk] });
    }
  }
  return {
    chunks: merged.map(({ stored }) => stored),
    members: merged.map(({ members }) => members),
  };
}
