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
  const found = await store.read(keys.pack(digest));
  if (!found) return { problem: 'is missing' };
  const { bytes } = found;
  try {
    const rowCount = rowsOfTail(digest, bytes.subarray(-PACK_TAIL_BYTES));
    const dataBytes = bytes.length - packEndBytes(rowCount);
    if (dataBytes < 0) return { problem: 'is cut off' };
    const table = bytes.subarray(dataBytes, -PACK_TAIL_BYTES);
    const rows = decodePackTable(digest, table, dataBytes);
    const bad = rows.findIndex(({ digest: wanted, offset, stored, length }) => {
      const chunk = decodeChunk(
        bytes.subarray(offset, offset + stored),
        wanted,
        length,
      );
      if (chunk) releaseChunk(chunk, bytes);
      return !chunk;
    });
    return bad < 0
      ? { table: Buffer.from(table) }
      : { problem: `has a damaged chunk ${bad} of ${rows.length}` };
  } catch (error) {
    if (error instanceof Stopped && error.kind === 'corrupt')
      return { problem: 'is damaged or cut off' };
    throw error;
  } finally {
    release(bytes);
    collectYoung();
  }
}
