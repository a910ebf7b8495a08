import { join } from 'node:path';
import type { Tree } from '../files/tree';
import { encodeChunk, freeChunk } from '../format/chunk';
import type { ChunkLocation } from '../format/chunkIndex';
import { ENTRY_BYTES, entryAt, writeEntry } from '../format/chunkIndex';
import { digestOf } from '../format/digest';
import { chunkCount, refused } from '@nodeyard/snapshot-store';
import type { BlockBuffers } from './blocks';
import { blocksOf } from './blocks';
import type { KnownChunks } from './knownChunks';
import type { PackWriter } from './packWriter';
import type { TaskResults, Task } from './tasks';

/** New chunks that a thread records, for repetitions within a build (mostly zero pages). */
const MAX_REMEMBERED = 65_536;

/** State of a thread that stores chunks. */
export interface StoreContext {
  known: KnownChunks;
  packs: PackWriter;
  buffers: BlockBuffers;
  tree: Tree;
  remembered: Map<string, ChunkLocation>;
}

/**
 * Split a segment of a file into chunks, and store the new ones.
 *
 * @throws SnapshotError `refused` if the file is shorter than the segment: it was written to
 */
export async function storeSegment(
  task: Extract<Task, { kind: 'store' }>,
  thread: StoreContext,
): Promise<TaskResults['store']> {
  const count = chunkCount(task.length, task.chunkSize);
  const entries = Buffer.alloc(count * ENTRY_BYTES);
  const parent =
    task.parent &&
    Buffer.from(task.parent.buffer, task.parent.byteOffset, task.parent.length);
  let position = 0;
  let readBytes = 0;
  let newBytes = 0;
  for await (const block of blocksOf(
    thread.tree,
    task.path,
    task.offset,
    task.length,
    thread.buffers,
  )) {
    for (let at = 0; at < block.length; at += task.chunkSize) {
      const chunk = block.subarray(at, at + task.chunkSize);
      const digest = digestOf(chunk);
      const known =
        findInParent(parent, position, digest) ??
        thread.known.find(digest) ??
        thread.remembered.get(digest.toString('latin1'));
      const place = known ?? (await storeChunk(chunk, digest, thread));
      if (!known) newBytes += place.stored;
      writeEntry(entries, position++, place);
    }
    readBytes += block.length;
  }
  if (readBytes !== task.length) {
    throw refused(
      'datadir-changed',
      `${join(
        thread.tree.root,
        task.path,
      )} became shorter while it was read: a node is writing to it. Stop it cleanly first.`,
    );
  }
  return { entries, readBytes, newBytes };
}

/** Most chunks of a changed file are unchanged at their position, which needs no lookup. */
function findInParent(
  parent: Buffer | undefined,
  position: number,
  digest: Buffer,
): ChunkLocation | undefined {
  if (!parent || (position + 1) * ENTRY_BYTES > parent.length) return undefined;
  const place = entryAt(parent, position);
  return place.digest.equals(digest) ? place : undefined;
}

async function storeChunk(
  chunk: Buffer,
  digest: Buffer,
  { packs, remembered }: StoreContext,
): Promise<ChunkLocation> {
  const bytes = encodeChunk(chunk);
  const place = await packs.add(digest, bytes, chunk.length);
  freeChunk(bytes, chunk);
  if (remembered.size < MAX_REMEMBERED) {
    remembered.set(digest.toString('latin1'), place);
  }
  return place;
}
