import {
  digestOfKey,
  keys,
  SnapshotError,
  type Store,
} from '@nodeyard/snapshot-store';
import type { PackRow } from '../format/pack';
import {
  decodePackTable,
  packEndBytes,
  PACK_TAIL_BYTES,
  rowCountOfTail,
} from '../format/pack';

/** Packs and indexes of a store. */
export interface Inventory {
  packs: Map<string, { size: number; modifiedAt: number }>;
  /** Sizes by digest. */
  indexes: Map<string, number>;
}

export async function listInventory(
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
 * The chunks of a pack by its table, without reading the chunks.
 *
 * @returns an empty list for a damaged pack: its chunks will be stored again
 */
export async function readPackTable(
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
    const rows = rowCountOfTail(digest, tail?.bytes ?? Buffer.alloc(0));
    const end = packEndBytes(rows);
    const table = await store.read(keys.pack(digest), {
      range: { offset: Math.max(0, size - end), length: end - PACK_TAIL_BYTES },
      signal,
    });
    return decodePackTable(digest, table?.bytes ?? Buffer.alloc(0), size - end);
  } catch (error) {
    if (error instanceof SnapshotError && error.kind === 'corrupt') return [];
    throw error;
  }
}
