import { decodeChunk, releaseChunk } from '../format/chunk';
import { keys } from '../format/keys';
import {
  decodePackTable,
  packEndBytes,
  PACK_TAIL_BYTES,
  rowsOfTail,
} from '../format/pack';
import { collectYoung, release } from '../memory';
import { Stopped } from '../stopped';
import { Store } from '../store/store';
import { Answers } from './tasks';

/** Read a pack whole and check its table and every chunk. */
export async function checkPack(
  store: Store,
  digest: string,
): Promise<Answers['checkPack']> {
  let bytes: Buffer | undefined;
  try {
    bytes = (await store.read(keys.pack(digest)))?.bytes;
    if (!bytes) return { problem: 'is missing' };
    const rowCount = rowsOfTail(digest, bytes.subarray(-PACK_TAIL_BYTES));
    const dataBytes = bytes.length - packEndBytes(rowCount);
    if (dataBytes < 0) return { problem: 'is cut off' };
    const table = bytes.subarray(dataBytes, -PACK_TAIL_BYTES);
    const rows = decodePackTable(digest, table, dataBytes);
    const whole = bytes;
    const bad = rows.findIndex(({ digest: wanted, offset, stored, length }) => {
      const chunk = decodeChunk(
        whole.subarray(offset, offset + stored),
        wanted,
        length,
      );
      if (chunk) releaseChunk(chunk, whole);
      return !chunk;
    });
    return bad < 0
      ? { table: Buffer.from(table) }
      : { problem: `has a damaged chunk ${bad} of ${rows.length}` };
  } catch (error) {
    if (error instanceof Stopped && error.kind === 'corrupt')
      return {
        problem:
          error.code === 'object-odd' ? error.message : 'is damaged or cut off',
      };
    throw error;
  } finally {
    if (bytes) release(bytes);
    collectYoung();
  }
}
