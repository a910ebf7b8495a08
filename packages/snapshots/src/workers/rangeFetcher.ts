import type { promises as fs } from 'node:fs';
import { constants } from 'node:fs';
import { join } from 'node:path';
import { decodeChunk, freeChunk } from '../format/chunk';
import { keys, SnapshotError, type Store } from '@nodeyard/snapshot-store';
import { runMinorGc } from '../memory';
import { toWriteError } from '../datadir/fsErrors';
import type { Tree } from '../files/tree';
import type { TaskResults, Task } from './tasks';

/** Maximum size of a range, except for a single chunk. */
export const RANGE_BYTES = 8 * 1024 * 1024;
/** Files that are kept open between tasks: the chunks of a file are spread over many tasks. */
const MAX_OPEN_FILES = 64;

/** Fetches ranges, and writes their chunks into files that exist at their full size. */
export class RangeFetcher {
  private readonly open = new Map<string, OpenFile>();
  private readonly spare: Buffer[] = [];

  /** @param tree - root of the files */
  constructor(private readonly store: Store, private readonly tree: Tree) {}

  /** Fetch a range of a pack, and write its chunks; chunks that do not match their digest are not written. */
  async fetch(
    task: Extract<Task, { kind: 'fetch' }>,
  ): Promise<TaskResults['fetch']> {
    const into = this.bufferFor(task.length);
    try {
      const range = { offset: task.offset, length: task.length };
      const bytes = await this.readRange(task.pack, range, into);
      runMinorGc();
      return await this.writeChunks(task, bytes);
    } finally {
      this.spare.push(into);
    }
  }

  /** @returns an empty buffer for a missing or damaged pack: its chunks may be elsewhere */
  private async readRange(
    pack: string,
    range: { offset: number; length: number },
    into: Buffer,
  ): Promise<Buffer> {
    try {
      const found = await this.store.read(keys.pack(pack), { range, into });
      return found?.bytes ?? Buffer.alloc(0);
    } catch (error) {
      if (error instanceof SnapshotError && error.kind === 'corrupt') {
        return Buffer.alloc(0);
      }
      throw error;
    }
  }

  private async writeChunks(
    task: Extract<Task, { kind: 'fetch' }>,
    range: Buffer,
  ): Promise<TaskResults['fetch']> {
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
      if (!bytes) {
        failed.push(position);
      } else {
        writtenBytes += bytes.length * targets.length;
        writes.push(
          settleAll(
            targets.map(({ path, offset: at }) => this.write(path, bytes, at)),
          ).finally(() => freeChunk(bytes, range)),
        );
      }
    }
    await settleAll(writes);
    await this.closeIdle();
    return { fetchedBytes: range.length, writtenBytes, failed };
  }

  async close(): Promise<void> {
    const files = [...this.open.values()];
    this.open.clear();
    await Promise.all(files.map(async ({ handle }) => (await handle).close()));
  }

  /** Buffers are reused: page faults of new memory take longer than reading a range. */
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
    if (!file) {
      this.open.set(
        path,
        (file = {
          handle: this.tree.openSingleLink(path, constants.O_WRONLY),
          writes: 0,
        }),
      );
    }
    file.writes++;
    try {
      const handle = await file.handle;
      let done = 0;
      while (done < bytes.length) {
        done += (
          await handle.write(bytes, done, bytes.length - done, offset + done)
        ).bytesWritten;
      }
    } catch (error) {
      throw toWriteError(join(this.tree.root, path), error);
    } finally {
      file.writes--;
    }
  }

  private async closeIdle(): Promise<void> {
    for (const [path, file] of this.open) {
      if (this.open.size <= MAX_OPEN_FILES) return;
      if (file.writes > 0) continue;
      this.open.delete(path);
      await (await file.handle).close();
    }
  }
}

interface OpenFile {
  handle: Promise<fs.FileHandle>;
  /** Pending writes; the file is kept open until there are none. */
  writes: number;
}

/** Wait for all, then throw the first failure, so that no write continues after a failed task. */
async function settleAll(work: Promise<void>[]): Promise<void> {
  const failure = (await Promise.allSettled(work)).find(
    result => result.status === 'rejected',
  );
  if (failure) throw failure.reason;
}
