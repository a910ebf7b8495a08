import { join } from 'node:path';
import { Tree } from '../files/tree';
import { encodeChunk, releaseChunk } from '../format/chunk';
import {
  ChunkPlace,
  ENTRY_BYTES,
  entryAt,
  writeEntry,
} from '../format/chunkIndex';
import { digestOf } from '../format/digest';
import { chunkCount } from '../format/limits';
import { refused } from '../stopped';
import { BlockBuffers, blocksOf } from './blocks';
import { KnownChunks } from './knownChunks';
import { PackWriter } from './packWriter';
import { Answers, Task } from './tasks';

/** New chunks that this thread remembers, for repeats within one build (zero pages, mostly). */
const MOST_REMEMBERED = 65_536;

/** What a thread that stores chunks works with. */
export interface StoringThread {
  known: KnownChunks;
  packs: PackWriter;
  buffers: BlockBuffers;
  tree: Tree;
  remembered: Map<string, ChunkPlace>;
}

/**
 * Cut a stretch of a file into chunks, and store those that the store does not have.
 *
 * @throws Stopped `refused` when the file ends before the stretch does: it is being written to
 */
export async function storeStretch(
  task: Extract<Task, { kind: 'store' }>,
  thread: StoringThread,
): Promise<Answers['store']> {
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
        placeInParent(parent, position, digest) ??
        thread.known.find(digest) ??
        thread.remembered.get(digest.toString('latin1'));
      const place = known ?? (await stored(chunk, digest, thread));
      if (!known) newBytes += place.stored;
      writeEntry(entries, position++, place);
    }
    readBytes += block.length;
  }
  if (readBytes !== task.length)
    throw refused(
      'datadir-changed',
      `${join(
        thread.tree.root,
        task.path,
      )} became shorter while it was read: a node is writing to it. Stop it cleanly first.`,
    );
  return { entries, readBytes, newBytes };
}

/** Most of a changed file is unchanged in its place, and comparing there needs no table. */
function placeInParent(
  parent: Buffer | undefined,
  position: number,
  digest: Buffer,
): ChunkPlace | undefined {
  if (!parent || (position + 1) * ENTRY_BYTES > parent.length) return undefined;
  const place = entryAt(parent, position);
  return place.digest.equals(digest) ? place : undefined;
}

async function stored(
  chunk: Buffer,
  digest: Buffer,
  { packs, remembered }: StoringThread,
): Promise<ChunkPlace> {
  const bytes = encodeChunk(chunk);
  const place = await packs.add(digest, bytes, chunk.length);
  releaseChunk(bytes, chunk);
  if (remembered.size < MOST_REMEMBERED)
    remembered.set(digest.toString('latin1'), place);
  return place;
}
