import type { SnapshotErrorKind } from '../errors';

/** 128 + SIGTERM, as in shells. */
const CANCELLED = 143;

export const DONE = 0;
export const DEFECT = 1;
export const USAGE = 2;

const codes: Record<SnapshotErrorKind, number> = {
  refused: 3,
  corrupt: 4,
  'store-unavailable': 5,
  cancelled: CANCELLED,
};

export function exitCodeOf(kind: SnapshotErrorKind): number {
  return codes[kind];
}
