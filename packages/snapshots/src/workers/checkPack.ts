import { decodeChunk, freeChunk } from '../format/chunk';
import { keys, SnapshotError, type Store } from '@nodeyard/snapshot-store';
import {
  decodePackTable,
  packEndBytes,
  PACK_TAIL_BYTES,
  rowCountOfTail,
} from '../format/pack';
import { runMinorGc, freeBuffer } from '../memory';
import type { TaskResults } from './tasks';

/** Read a whole pack, and verify its table and every chunk. */
export async function checkPack(
  store: Store,
  digest: string,
): Promise<TaskResults['checkPack']> {
  let bytes: Buffer | undefined;
  try {
    bytes = (await store.read(keys.pack(digest)))?.bytes;
    if (!bytes) return { problem: 'is missing' };
    const rowCount = rowCountOfTail(digest, bytes.subarray(-PACK_TAIL_BYTES));
    const dataBytes = bytes.length - packEndBytes(rowCount);
    if (dataBytes < 0) return { problem: 'is truncated' };
    const table = bytes.subarray(dataBytes, -PACK_TAIL_BYTES);
    const rows = decodePackTable(digest, table, dataBytes);
    const whole = bytes;
    const bad = rows.findIndex(
      ({ digest: expected, offset, stored, length }) => {
        const chunk = decodeChunk(
          whole.subarray(offset, offset + stored),
          expected,
          length,
        );
        if (chunk) freeChunk(chunk, whole);
        return !chunk;
      },
    );
    return bad < 0
      ? { table: Buffer.from(table) }
      : { problem: `has a damaged chunk ${bad} of ${rows.length}` };
  } catch (error) {
    if (error instanceof SnapshotError && error.kind === 'corrupt') {
      return {
        problem:
          error.code === 'object-odd'
            ? error.message
            : 'is damaged or truncated',
      };
    }
    throw error;
  } finally {
    if (bytes) freeBuffer(bytes);
    runMinorGc();
  }
}
