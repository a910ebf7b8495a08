import { Tree } from '../files/tree';
import { digestOf, DIGEST_BYTES } from '../format/digest';
import { BlockBuffers, blocksOf } from './blocks';
import { Answers, Task } from './tasks';

/** Compare a stretch of a file with the digests that its chunks should have; what the file lacks differs. */
export async function scanStretch(
  task: Extract<Task, { kind: 'scan' }>,
  tree: Tree,
  buffers: BlockBuffers,
): Promise<Answers['scan']> {
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
      )
        differing.push(position);
    }
  }
  for (; position < count; position++) differing.push(position);
  return { differing };
}
