import type { NodeSnapshots, SnapshotFreshness } from './contract/snapshots';

/** Age in days from which a snapshot is stale; the chart's alert has the same threshold. @public */
export const SNAPSHOT_STALE_DAYS = 8;

/** Summarizes a list of snapshots. @returns undefined where no store is configured @public */
export function snapshotFreshness({
  stores,
  items,
}: NodeSnapshots): SnapshotFreshness | undefined {
  if (stores.length === 0) return undefined;
  const newestFirst = [...items].sort(
    (one, other) => Date.parse(other.blockTime) - Date.parse(one.blockTime),
  );
  const resultOf = (index: number) => newestFirst[index]?.verification?.result;
  const tried = newestFirst.findIndex((_, index) => resultOf(index));
  const blockTime = newestFirst.find(
    ({ verification }) => verification?.result === 'passed',
  )?.blockTime;
  const wasRead = stores.some(({ lastSuccess }) => lastSuccess !== undefined);
  const statusOfNone = wasRead ? 'none' : 'unknown';
  const statusOfSome = {
    passed: 'verified',
    failed: 'failing',
    none: 'unverified',
  } as const;
  return {
    status:
      items.length === 0
        ? statusOfNone
        : statusOfSome[resultOf(tried) ?? 'none'],
    ...(blockTime && { blockTime }),
    storeFailing: stores.some(({ error }) => error !== undefined),
  };
}
