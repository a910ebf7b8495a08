import { SNAPSHOT_STALE_DAYS } from '@nodeyard/backstage-plugin-ethereum-nodes-common';

const DAY_MS = 24 * 3_600_000;

/** Whether a snapshot is older than `SNAPSHOT_STALE_DAYS`, by the time of its block. */
export function isStale(blockTime: string | undefined, nowMs: number): boolean {
  return (
    blockTime !== undefined &&
    nowMs - Date.parse(blockTime) > SNAPSHOT_STALE_DAYS * DAY_MS
  );
}
