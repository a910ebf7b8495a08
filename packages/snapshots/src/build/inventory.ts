import { digestOfKey, keys } from '../format/keys';
import {
  decodePackTable,
  packEndBytes,
  PackRow,
  PACK_TAIL_BYTES,
  rowsOfTail,
} from '../format/pack';
import { Stopped } from '../stopped';
import { Store } from '../store/store';

/** What a store holds, by name. */
export interface Inventory {
  packs: Map<string, { size: number; modifiedAt: number }>;
  /** With their sizes. */
  indexes: Map<string, number>;
}

export async function inventory(
  store: Store,
  signal?: AbortSignal,
): Promise<Inventory> {
  const found: Inventory = { packs: new Map(), indexes: new Map() };
  for await (const { key, size, modifiedAt } of store.list(
    keys.packs,
    signal,
  )) {
    const digest = digestOfKey(key);
    if (digest) found.packs.set(digest, { size, modifiedAt });
  }
  for await (const { key, size } of store.list(keys.indexes, signal)) {
    const digest = digestOfKey(key);
    if (digest) found.indexes.set(digest, size);
  }
  return found;
}

/**
 * The chunks of a pack by its own table, without reading the chunks.
 *
 * @returns nothing for a pack that is damaged: its chunks will be stored again
 */
export async function packTable(
  store: Store,
  digest: string,
  size: number,
  signal?: AbortSignal,
): Promise<PackRow[]> {
  try {
    const tail = await store.read(keys.pack(digest), {
      range: {
        offset: Math.max(0, size - PACK_TAIL_BYTES),
        length: PACK_TAIL_BYTES,
      },
      signal,
    });
    const rows = rowsOfTail(digest, tail?.bytes ?? Buffer.alloc(0));
    const end = packEndBytes(rows);
    const table = await store.read(keys.pack(digest), {
      range: { offset: Math.max(0, size - end), length: end - PACK_TAIL_BYTES },
      signal,
    });
    return decodePackTable(digest, table?.bytes ?? Buffer.alloc(0), size - end);
  } catch (error) {
    if (error instanceof Stopped && error.kind === 'corrupt') return [];
    throw error;
  }
}
