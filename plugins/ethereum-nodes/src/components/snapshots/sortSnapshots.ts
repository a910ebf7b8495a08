import type { NodeSnapshot } from '@nodeyard/backstage-plugin-ethereum-nodes-common';

/** Row of the table. `id` includes the store, because two stores may have the same snapshot. */
export type SnapshotRow = Omit<NodeSnapshot, 'id'> & {
  id: string;
  snapshotId: string;
};

const orders: Record<string, (row: SnapshotRow) => number> = {
  block: row => row.blockNumber,
  // Age grows as the time of the block decreases.
  age: row => -Date.parse(row.blockTime),
  size: row => row.sizeBytes,
};

/** Sorts rows by a column; equal rows keep their order. */
export function sortSnapshots(
  rows: SnapshotRow[],
  sort: { column: PropertyKey; direction: 'ascending' | 'descending' },
): SnapshotRow[] {
  const order = orders[String(sort.column)];
  if (!order) return rows;
  const sign = sort.direction === 'descending' ? -1 : 1;
  return [...rows].sort((a, b) => sign * (order(a) - order(b)));
}
