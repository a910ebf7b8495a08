import { DIGEST_BYTES } from '@nodeyard/snapshot-store';
import type { Tree } from '../files/tree';
import { digestOf } from '../format/digest';
import type { BlockBuffers } from './blocks';
import { blocksOf } from './blocks';
import type { TaskResults, Task } from './tasks';

/** Compare a segment of a file with the digests of its chunks; chunks beyond its end count as different. */
export async function scanSegment(
  task: Extract<Task, { kind: 'scan' }>,
  tree: Tree,
  buffers: BlockBuffers,
): Promise<TaskResults['scan']> {
  const digests = Buffer.from(
    task.digests.buffer,
    task.digests.byteOffset,
    task.digests.length,
  );
  const count = digests.length / DIGEST_BYTES;
  const differing: number[] = [];
  let position = 0;
  for await (const block of blocksOf(
    tree,
    task.path,
    task.offset,
    task.length,
    buffers,
  )) {
    for (let at = 0; at < block.length; at += task.chunkSize, position++) {
      const digest = digestOf(block.subarray(at, at + task.chunkSize));
      if (
        digests.compare(
          digest,
          0,
          DIGEST_BYTES,
          position * DIGEST_BYTES,
          (position + 1) * DIGEST_BYTES,
        ) !== 0
      ) {
        differing.push(position);
      }
    }
  }
  for (; position < count; position++) differing.push(position);
  return { differing };
}
