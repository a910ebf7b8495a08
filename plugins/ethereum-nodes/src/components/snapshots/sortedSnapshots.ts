import type { NodeSnapshot } from '@nodeyard/backstage-plugin-ethereum-nodes-common';

/** A row of the table: two stores may hold the same snapshot. */
export type SnapshotRow = Omit<NodeSnapshot, 'id'> & {
  id: string;
  snapshotId: string;
};

const orders: Record<string, (row: SnapshotRow) => number> = {
  block: row => row.blockNumber,
  // The oldest first is the greatest age first.
  age: row => -Date.parse(row.blockTime),
  size: row => row.sizeBytes,
};

/** Rows by a column, in their order before where it does not tell them apart. */
export function sortedSnapshots(
  rows: SnapshotRow[],
  sort: { column: PropertyKey; direction: 'ascending' | 'descending' },
): SnapshotRow[] {
  const order = orders[String(sort.column)];
  if (!order) return rows;
  const sign = sort.direction === 'descending' ? -1 : 1;
  return [...rows].sort((one, other) => sign * (order(one) - order(other)));
}
