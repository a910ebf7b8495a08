import type { SnapshotErrorKind } from '@nodeyard/snapshot-store';

/** 128 + SIGTERM, as in shells. */
const CANCELLED = 143;

export const DONE = 0;
export const DEFECT = 1;
export const USAGE = 2;
export const REFUSED = 3;
export const CORRUPT = 4;

const codes: Record<SnapshotErrorKind, number> = {
  refused: REFUSED,
  corrupt: CORRUPT,
  'store-unavailable': 5,
  cancelled: CANCELLED,
};

export function exitCodeOf(kind: SnapshotErrorKind): number {
  return codes[kind];
}
