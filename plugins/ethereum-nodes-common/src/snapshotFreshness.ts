import type { NodeSnapshots, SnapshotFreshness } from './contract/snapshots';

/** Age in days from which a snapshot without a known schedule is old; the chart's alert has the same threshold. @public */
export const SNAPSHOT_STALE_DAYS = 8;

const DAY_SECONDS = 86_400;

/** Age in seconds from which the newest verified snapshot is old: by the schedule, if it is known. @public */
export function snapshotStaleSeconds({
  staleAfterSeconds = SNAPSHOT_STALE_DAYS * DAY_SECONDS,
}: Pick<SnapshotFreshness, 'staleAfterSeconds'>): number {
  return staleAfterSeconds;
}

/**
 * Whether the newest verified snapshot is old, by the time of its block; false without one.
 *
 * @param nowMs - milliseconds since the epoch
 * @public
 */
export function isSnapshotStale(
  freshness: Pick<SnapshotFreshness, 'blockTime' | 'staleAfterSeconds'>,
  nowMs: number,
): boolean {
  const { blockTime } = freshness;
  return (
    blockTime !== undefined &&
    nowMs - Date.parse(blockTime) > snapshotStaleSeconds(freshness) * 1000
  );
}

/** Summarizes a list of snapshots. @returns undefined where no store is configured @public */
export function snapshotFreshness({
  stores,
  items,
  staleAfterSeconds,
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
    ...(staleAfterSeconds !== undefined && { staleAfterSeconds }),
    storeFailing: stores.some(({ error }) => error !== undefined),
  };
}
