import type { promises as fs } from 'node:fs';
import { constants } from 'node:fs';
import { readRange } from '@nodeyard/snapshot-store';
import type { Tree } from '../files/tree';

const BLOCK_BYTES = 4 * 1024 * 1024;

/**
 * Reads a segment of a file in blocks of 4 MiB, with one block of read-ahead.
 *
 * A block is valid until the next one is requested. It is shorter at the end of the file.
 */
export async function* blocksOf(
  tree: Tree,
  path: string,
  offset: number,
  length: number,
  buffers: BlockBuffers,
): AsyncIterable<Buffer> {
  const file = await tree.open(path, constants.O_RDONLY);
  try {
    const end = offset + length;
    let turn: 0 | 1 = 0;
    let next: Promise<Buffer> | undefined = block(
      file,
      buffers[0],
      offset,
      end,
    );
    for (let at = offset; at < end && next; at += BLOCK_BYTES) {
      const bytes = await next;
      turn = turn === 0 ? 1 : 0;
      const more = at + BLOCK_BYTES;
      next = more < end ? block(file, buffers[turn], more, end) : undefined;
      next?.catch(() => {});
      yield bytes;
    }
    await next;
  } finally {
    await file.close();
  }
}

export type BlockBuffers = readonly [Buffer, Buffer];

export function blockBuffers(): BlockBuffers {
  return [
    Buffer.allocUnsafeSlow(BLOCK_BYTES),
    Buffer.allocUnsafeSlow(BLOCK_BYTES),
  ];
}

function block(
  file: fs.FileHandle,
  buffer: Buffer,
  at: number,
  end: number,
): Promise<Buffer> {
  const length = Math.min(buffer.length, end - at);
  return readRange(file, { offset: at, length }, buffer);
}
