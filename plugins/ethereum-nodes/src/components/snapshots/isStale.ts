import { SNAPSHOT_STALE_DAYS } from '@nodeyard/backstage-plugin-ethereum-nodes-common';

const DAY_MS = 24 * 3_600_000;

/** Whether the newest verified snapshot, by the time of its block, is of little use. */
export function isStale(blockTime: string | undefined, nowMs: number): boolean {
  return (
    blockTime !== undefined &&
    nowMs - Date.parse(blockTime) > SNAPSHOT_STALE_DAYS * DAY_MS
  );
}
