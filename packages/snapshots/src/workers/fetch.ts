import { constants, promises as fs } from 'node:fs';
import { join } from 'node:path';
import { decodeChunk, releaseChunk } from '../format/chunk';
import { keys } from '../format/keys';
import { collectYoung } from '../memory';
import { writeFailure } from '../datadir/failures';
import { Tree } from '../files/tree';
import { Stopped } from '../stopped';
import { Store } from '../store/store';
import { Answers, Task } from './tasks';

/** One chunk of a range, and every place that it goes to. */
export interface StoredChunk {
  digest: Uint8Array;
  /** From the range's first byte. */
  offset: number;
  stored: number;
  length: number;
  targets: { path: string; offset: number }[];
}

/** Most bytes that one task asks for, but for a single chunk. */
export const RANGE_BYTES = 8 * 1024 * 1024;
/** Files that stay open between tasks: chunks of one file come in many tasks. */
const MOST_OPEN_FILES = 64;

/** Writes fetched chunks into files that exist already, at their full size. */
export class Fetcher {
  private readonly open = new Map<string, OpenFile>();
  private readonly spare: Buffer[] = [];

  /** @param tree - what the files are in */
  constructor(private readonly store: Store, private readonly tree: Tree) {}

  /** Fetch a range of a pack and write its chunks; a chunk that is not what its digest says is written nowhere. */
  async fetch(
    task: Extract<Task, { kind: 'fetch' }>,
  ): Promise<Answers['fetch']> {
    const into = this.bufferFor(task.length);
    try {
      const range = { offset: task.offset, length: task.length };
      const bytes = await this.rangeOf(task.pack, range, into);
      collectYoung();
      return await this.writeChunks(task, bytes);
    } finally {
      this.spare.push(into);
    }
  }

  /** @returns nothing for a pack that is none: its chunks may be elsewhere */
  private async rangeOf(
    pack: string,
    range: { offset: number; length: number },
    into: Buffer,
  ): Promise<Buffer> {
    try {
      const found = await this.store.read(keys.pack(pack), { range, into });
      return found?.bytes ?? Buffer.alloc(0);
    } catch (error) {
      if (error instanceof Stopped && error.kind === 'corrupt')
        return Buffer.alloc(0);
      throw error;
    }
  }

  private async writeChunks(
    task: Extract<Task, { kind: 'fetch' }>,
    range: Buffer,
  ): Promise<Answers['fetch']> {
    const failed: number[] = [];
    let writtenBytes = 0;
    const writes: Promise<void>[] = [];
    for (const [
      position,
      { digest, offset, stored, length, targets },
    ] of task.chunks.entries()) {
      const bytes = decodeChunk(
        range.subarray(offset, offset + stored),
        Buffer.from(digest),
        length,
      );
      if (!bytes) failed.push(position);
      else {
        writtenBytes += bytes.length * targets.length;
        writes.push(
          allOf(
            targets.map(({ path, offset: at }) => this.write(path, bytes, at)),
          ).finally(() => releaseChunk(bytes, range)),
        );
      }
    }
    await allOf(writes);
    await this.closeSome();
    return { fetchedBytes: range.length, writtenBytes, failed };
  }

  async close(): Promise<void> {
    const files = [...this.open.values()];
    this.open.clear();
    await Promise.all(files.map(async ({ handle }) => (await handle).close()));
  }

  /** New memory for each range would cost more time in page faults than the range takes to read. */
  private bufferFor(length: number): Buffer {
    const spare = this.spare.pop();
    return spare && spare.length >= length
      ? spare
      : Buffer.allocUnsafeSlow(Math.max(length, RANGE_BYTES));
  }

  private async write(
    path: string,
    bytes: Buffer,
    offset: number,
  ): Promise<void> {
    let file = this.open.get(path);
    if (!file)
      this.open.set(
        path,
        (file = {
          handle: this.tree.openAlone(path, constants.O_WRONLY),
          writes: 0,
        }),
      );
    file.writes++;
    try {
      const handle = await file.handle;
      let done = 0;
      while (done < bytes.length)
        done += (
          await handle.write(bytes, done, bytes.length - done, offset + done)
        ).bytesWritten;
    } catch (error) {
      throw writeFailure(join(this.tree.root, path), error);
    } finally {
      file.writes--;
    }
  }

  private async closeSome(): Promise<void> {
    for (const [path, file] of this.open) {
      if (this.open.size <= MOST_OPEN_FILES) return;
      if (file.writes > 0) continue;
      this.open.delete(path);
      await (await file.handle).close();
    }
  }
}

interface OpenFile {
  handle: Promise<fs.FileHandle>;
  /** Writes under way; the file stays open until there are none. */
  writes: number;
}

/** Wait for all, then throw the first failure: none may go on writing behind a failed task. */
async function allOf(work: Promise<void>[]): Promise<void> {
  const failure = (await Promise.allSettled(work)).find(
    result => result.status === 'rejected',
  );
  if (failure) throw failure.reason;
}
